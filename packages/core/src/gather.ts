import { borrowRoom, copyBytes } from "./chunk-memory.js";
import type { BorrowedRoom, ChunkMemory } from "./ports.js";

/** A chunk of this length is worth a step of its own. */
const LARGE_BYTES = 64 * 1024;
const GATHERED_BYTES = 1024 * 1024;

/**
 * Joins small chunks to larger ones, so that what comes after has one step for many; large chunks pass as they are. A chunk
 * is valid only until the next one is asked for, on both sides. What came before the end or a failure of the source is
 * passed on before it.
 *
 * @param memory - where to join them; without room there, in memory of its own
 * @param stalled - asked while a chunk is awaited; resolves when the source itself has to wait for one, which may depend on
 * what was gathered: then that is passed on
 * @returns what the source returns
 */
export async function* gatherChunks<Result>(
  source: AsyncIterable<Uint8Array, Result>,
  memory?: ChunkMemory,
  stalled?: () => Promise<void>,
): AsyncGenerator<Uint8Array, Result> {
  const chunks = source[Symbol.asyncIterator]();
  let target: GatheringTarget | undefined;
  let ended = false;
  try {
    for (;;) {
      const pending = nextStep(chunks);
      if (target !== undefined && stalled !== undefined) {
        const first = await Promise.race([pending, stalled()]);
        if (first === undefined) {
          yield target.filled();
          target.release();
          target = undefined;
        }
      }
      const step = await pending;
      ended = step.kind !== "chunk";
      if (
        target !== undefined &&
        (step.kind !== "chunk" || !target.fits(step.chunk))
      ) {
        yield target.filled();
        target.release();
        target = undefined;
      }
      if (step.kind === "failure") throw step.error;
      if (step.kind === "end") return step.result;
      const { chunk } = step;
      if (chunk.length >= LARGE_BYTES) {
        yield chunk;
      } else if (chunk.length > 0) {
        target ??= new GatheringTarget(memory);
        target.add(chunk);
      }
    }
  } finally {
    target?.release();
    if (!ended) await chunks.return?.();
  }
}

/** What asking a source for its next chunk came to. */
type Step<Result> =
  | { readonly kind: "chunk"; readonly chunk: Uint8Array }
  | { readonly kind: "end"; readonly result: Result }
  | { readonly kind: "failure"; readonly error: unknown };

async function nextStep<Result>(
  chunks: AsyncIterator<Uint8Array, Result>,
): Promise<Step<Result>> {
  try {
    const step = await chunks.next();
    return step.done === true
      ? { kind: "end", result: step.value }
      : { kind: "chunk", chunk: step.value };
  } catch (error) {
    return { kind: "failure", error };
  }
}

/** What small chunks are copied into. */
class GatheringTarget {
  readonly #memory: ChunkMemory | undefined;
  readonly #room: BorrowedRoom | undefined;
  readonly #bytes: Uint8Array;
  #length = 0;

  constructor(memory: ChunkMemory | undefined) {
    this.#memory = memory;
    this.#room = borrowRoom(memory, LARGE_BYTES);
    this.#bytes = this.#room?.bytes ?? new Uint8Array(GATHERED_BYTES);
  }

  /** A large chunk never does: it would be copied for nothing. */
  fits(chunk: Uint8Array): boolean {
    const room = Math.min(GATHERED_BYTES, this.#bytes.length) - this.#length;
    return chunk.length < LARGE_BYTES && chunk.length <= room;
  }

  add(chunk: Uint8Array): void {
    copyBytes(this.#bytes.subarray(this.#length), chunk, this.#memory);
    this.#length += chunk.length;
  }

  filled(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  release(): void {
    this.#room?.release();
  }
}
