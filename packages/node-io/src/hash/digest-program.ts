import type { createHash, Hash } from "node:crypto";
import type { MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { Md5Exports } from "./md5-module.js";

/** Starts a digest, gives it bytes of the shared memory, or asks for its value. */
export type DigestRequest =
  | {
      readonly id: number;
      readonly algorithm: string;
      /** An MD5 that may wait for another one to go with. */
      readonly pairs: boolean;
    }
  | {
      readonly id: number;
      readonly slot: number;
      /** Address of the bytes. */
      readonly start: number;
      readonly length: number;
    }
  | { readonly id: number; readonly last: true };

/** A slot that one digest is done with, or a digest's value. */
export type DigestAnswer =
  | { readonly slot: number; readonly length: number }
  | { readonly id: number; readonly digest: Uint8Array };

/** What a thread gets to start with. */
export interface DigestThreadData {
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  /** Address of 256 bytes that are the thread's own. */
  readonly scratch: number;
}

/** The built-in modules that {@link serveDigests} uses. */
export interface DigestThreadModules {
  readonly crypto: { readonly createHash: typeof createHash };
  readonly threads: {
    /** Null on the main thread only. */
    readonly parentPort: MessagePort | null;
    readonly receiveMessageOnPort: typeof receiveMessageOnPort;
    readonly workerData: unknown;
  };
}

/**
 * What runs on a hash thread: digests by number, each in the order of its chunks, two MD5s at a time where two
 * wait. It becomes the thread's program as a text (see `hash-thread.ts`), so it refers to nothing outside of itself.
 */
export function serveDigests({ crypto, threads }: DigestThreadModules): void {
  /** Some 0.1 ms of work: then a second digest may have come that fits beside the first. */
  const SOLO_BLOCKS = 1024;
  const BLOCK = 64;

  const port = threads.parentPort;
  if (port === null) throw new TypeError("this is no thread");
  const { memory, module, scratch } = threads.workerData as DigestThreadData;
  const memoryBytes = new Uint8Array(memory.buffer);
  const { one, two } = new WebAssembly.Instance(module, { env: { memory } })
    .exports as unknown as Md5Exports;
  const stateA = scratch;
  const stateB = scratch + 16;
  const tailBlock = scratch + 64;

  interface Piece {
    readonly slot: number;
    readonly length: number;
    at: number;
    readonly end: number;
  }

  let answers: DigestAnswer[] = [];

  function answer(message: DigestAnswer): void {
    answers.push(message);
  }

  /** Pieces are small and many: their answers go together. */
  function sendAnswers(to: MessagePort): void {
    if (answers.length > 0) to.postMessage(answers);
    answers = [];
  }

  /** A digest of `node:crypto`. */
  class NativeDigest {
    readonly id: number;
    readonly #hash: Hash;

    constructor(id: number, algorithm: string) {
      this.id = id;
      this.#hash = crypto.createHash(algorithm);
    }

    take({ slot, length, at, end }: Piece): void {
      this.#hash.update(memoryBytes.subarray(at, end));
      answer({ slot, length });
    }

    end(): void {
      digests.delete(this.id);
      answer({ id: this.id, digest: new Uint8Array(this.#hash.digest()) });
    }
  }

  /** An MD5 whose bytes wait until it pays off to take them in. */
  class Md5Digest {
    readonly id: number;
    readonly state = Uint8Array.of(
      ...[0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef],
      ...[0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10],
    );
    /** The bytes of a block that is not complete. */
    readonly #tail = new Uint8Array(BLOCK);
    #tailLength = 0;
    #totalBytes = 0;
    readonly #waiting: Piece[] = [];
    #isEnding = false;

    constructor(id: number) {
      this.id = id;
    }

    take(piece: Piece): void {
      this.#totalBytes += piece.length;
      this.#waiting.push(piece);
    }

    end(): void {
      this.#isEnding = true;
    }

    /** Address of the next bytes. */
    get address(): number {
      return this.#waiting[0]?.at ?? 0;
    }

    /** How many whole blocks lie at the address; what is no whole block is dealt with here. */
    ready(): number {
      for (;;) {
        const piece = this.#waiting[0];
        if (piece === undefined) break;
        if (this.#tailLength > 0) this.#fillTail(piece);
        const blocks = Math.floor((piece.end - piece.at) / BLOCK);
        if (blocks > 0) return blocks;
        this.#fillTail(piece);
        if (piece.at < piece.end) continue;
        this.#waiting.shift();
        answer(piece);
      }
      if (this.#isEnding) this.#finish();
      return 0;
    }

    /** Tells how many blocks at the address have been taken in. */
    advance(blocks: number): void {
      const piece = this.#waiting[0];
      if (piece !== undefined) piece.at += blocks * BLOCK;
    }

    #fillTail(piece: Piece): void {
      const part = memoryBytes.subarray(
        piece.at,
        Math.min(piece.end, piece.at + BLOCK - this.#tailLength),
      );
      this.#tail.set(part, this.#tailLength);
      this.#tailLength += part.length;
      piece.at += part.length;
      if (this.#tailLength === BLOCK) this.#takeTail();
    }

    #takeTail(): void {
      memoryBytes.set(this.#tail, tailBlock);
      memoryBytes.set(this.state, stateA);
      one(stateA, tailBlock, 1);
      this.state.set(memoryBytes.subarray(stateA, stateA + 16));
      this.#tailLength = 0;
    }

    /** RFC 1321 sections 3.1 and 3.2: a one bit, zeros, the length in bits. */
    #finish(): void {
      digests.delete(this.id);
      this.#tail.fill(0, this.#tailLength);
      this.#tail[this.#tailLength] = 0x80;
      if (this.#tailLength >= BLOCK - 8) {
        this.#takeTail();
        this.#tail.fill(0);
      }
      const bits = BigInt(this.#totalBytes) * 8n;
      new DataView(this.#tail.buffer).setBigUint64(BLOCK - 8, bits, true);
      this.#takeTail();
      answer({ id: this.id, digest: this.state });
    }
  }

  const digests = new Map<number, NativeDigest | Md5Digest>();

  function receive(request: DigestRequest): void {
    if ("algorithm" in request) {
      const { id, algorithm, pairs } = request;
      digests.set(
        id,
        pairs ? new Md5Digest(id) : new NativeDigest(id, algorithm),
      );
      return;
    }
    const digest = digests.get(request.id);
    if ("last" in request) {
      digest?.end();
      return;
    }
    const { slot, start, length } = request;
    digest?.take({ slot, length, at: start, end: start + length });
  }

  function receiveAll(from: MessagePort): void {
    for (;;) {
      const next = threads.receiveMessageOnPort(from) as
        { readonly message: readonly DigestRequest[] } | undefined;
      if (next === undefined) return;
      next.message.forEach(receive);
    }
  }

  /** Takes in what waits, in pairs as far as there are any. */
  function work(from: MessagePort): void {
    for (;;) {
      const waiting: { digest: Md5Digest; blocks: number }[] = [];
      for (const digest of digests.values()) {
        if (!(digest instanceof Md5Digest)) continue;
        const blocks = digest.ready();
        if (blocks > 0) waiting.push({ digest, blocks });
      }
      const [first, second] = waiting;
      if (first === undefined) return;
      if (second === undefined)
        takeOne(first.digest, Math.min(first.blocks, SOLO_BLOCKS));
      else
        takeTwo(
          first.digest,
          second.digest,
          Math.min(first.blocks, second.blocks),
        );
      sendAnswers(from);
      receiveAll(from);
    }
  }

  function takeOne(digest: Md5Digest, blocks: number): void {
    memoryBytes.set(digest.state, stateA);
    one(stateA, digest.address, blocks);
    digest.state.set(memoryBytes.subarray(stateA, stateA + 16));
    digest.advance(blocks);
  }

  function takeTwo(a: Md5Digest, b: Md5Digest, blocks: number): void {
    memoryBytes.set(a.state, stateA);
    memoryBytes.set(b.state, stateB);
    two(stateA, a.address, stateB, b.address, blocks);
    a.state.set(memoryBytes.subarray(stateA, stateA + 16));
    b.state.set(memoryBytes.subarray(stateB, stateB + 16));
    a.advance(blocks);
    b.advance(blocks);
  }

  port.on("message", (requests: readonly DigestRequest[]) => {
    requests.forEach(receive);
    receiveAll(port);
    work(port);
    sendAnswers(port);
  });
}
