import type { BlockDeflater } from "@stx-patch/core";
import { concatBytes, copyOf } from "@stx-patch/core";
import type { BlockMethod } from "./block-choice.js";
import { chooseMethod } from "./block-choice.js";
import { RepeatFinder } from "./repeat-finder.js";
import { BLOCK_BYTES, storedSizeBytes, type RunBuffer } from "./run-buffer.js";

const DICTIONARY_BYTES = 32 * 1024;
const LEVEL = 9;

/** Neighbouring blocks that get the same treatment; its output depends on nothing outside of it. */
export interface DeflateRun {
  readonly method: BlockMethod;
  readonly buffer: RunBuffer;
  /** The bytes in front of it that deflate may refer to. */
  readonly dictionary: Uint8Array | undefined;
  /** Ends the deflate stream. */
  readonly last: boolean;
  /** Ends where the stream was to be flushed. */
  readonly flush: boolean;
}

/**
 * Cuts a stream into runs, from the data alone. The last run is marked; an empty source is one empty run. A chunk of
 * the source may be reused when the next one is asked for.
 *
 * @param newBuffer - called for each run
 * @param onBlock - gets every block in its turn, just after its bytes were moved
 * @param flushAtBytes - a run ends here, too
 */
export async function* toRuns(
  source: AsyncIterable<Uint8Array>,
  deflater: BlockDeflater,
  newBuffer: () => RunBuffer,
  onBlock: (block: Uint8Array) => void,
  flushAtBytes = Number.POSITIVE_INFINITY,
): AsyncGenerator<DeflateRun, void> {
  const cutter = new RunCutter(deflater, newBuffer, onBlock);
  let missingBytes = flushAtBytes;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length;) {
      const end = missingBytes > 0 ? at + missingBytes : chunk.length;
      const filledBytes = cutter.fill(chunk.subarray(at, end));
      at += filledBytes;
      missingBytes -= filledBytes;
      const isFlushed = missingBytes === 0;
      const finished = await (isFlushed
        ? cutter.endBlock()
        : cutter.endFullBlock());
      if (finished !== undefined) yield finished;
      if (isFlushed) yield cutter.flush();
    }
  }
  const finished = await cutter.endBlock();
  if (finished !== undefined) yield finished;
  yield cutter.lastRun();
}

class RunCutter {
  readonly #deflater: BlockDeflater;
  readonly #newBuffer: () => RunBuffer;
  readonly #onBlock: (block: Uint8Array) => void;
  readonly #repeats = new RepeatFinder();
  /** Closed blocks of the current run. */
  #run: RunBuffer;
  /** Where the next block is filling: in the run, or in the next one's room when the run is full. */
  #filling: RunBuffer;
  #method: BlockMethod = "deflated";
  #dictionary: Uint8Array | undefined;

  constructor(
    deflater: BlockDeflater,
    newBuffer: () => RunBuffer,
    onBlock: (block: Uint8Array) => void,
  ) {
    this.#deflater = deflater;
    this.#newBuffer = newBuffer;
    this.#onBlock = onBlock;
    this.#run = newBuffer();
    this.#filling = this.#run;
  }

  fill(chunk: Uint8Array): number {
    if (this.#filling.isFull) this.#filling = this.#newBuffer();
    return this.#filling.fill(chunk);
  }

  async endFullBlock(): Promise<DeflateRun | undefined> {
    return this.#filling.filling.length === BLOCK_BYTES
      ? this.endBlock()
      : undefined;
  }

  /** Adds the block to the run, or ends the run in front of it. */
  async endBlock(): Promise<DeflateRun | undefined> {
    const { filling } = this.#filling;
    if (filling.length === 0) return undefined;
    this.#onBlock(filling);
    const method = await chooseMethod(filling, this.#repeats, this.#deflater);
    const startsRun =
      this.#filling !== this.#run ||
      (this.#run.blockCount > 0 && method !== this.#method);
    const finished = startsRun ? this.#endRun(method) : undefined;
    this.#method = method;
    this.#filling.close();
    return finished;
  }

  /** Ends the run behind its last closed block, whatever comes next. */
  flush(): DeflateRun {
    return { ...this.#endRun("deflated"), flush: true };
  }

  lastRun(): DeflateRun {
    return this.#describe(true);
  }

  #endRun(nextMethod: BlockMethod): DeflateRun {
    const finished = this.#describe(false);
    // A copy: the room of the run may serve another one by the time it is needed.
    const lastBlock = this.#run.blocks.at(-1);
    this.#dictionary =
      nextMethod === "deflated" && lastBlock !== undefined
        ? copyOf(lastBlock.subarray(-DICTIONARY_BYTES))
        : undefined;
    if (this.#filling === this.#run) {
      this.#filling = this.#newBuffer();
      this.#run.moveFilling(this.#filling);
    }
    this.#run = this.#filling;
    return finished;
  }

  #describe(last: boolean): DeflateRun {
    return {
      method: this.#method,
      buffer: this.#run,
      dictionary: this.#dictionary,
      last,
      flush: false,
    };
  }
}

/**
 * Encodes a run as raw deflate data that ends on a byte boundary, never larger than storing it. What is stored
 * stays in the memory of the run's buffer.
 */
export async function encodeRun(
  { method, buffer, dictionary, last }: DeflateRun,
  deflater: BlockDeflater,
): Promise<Uint8Array> {
  const { blocks } = buffer;
  // An end without content cannot be a stored block: there is none.
  if (method === "stored" && blocks.length > 0) return buffer.frame(last);
  const deflated = await deflater.deflate(concatBytes(blocks), {
    level: LEVEL,
    last,
    dictionary,
  });
  const isSmaller =
    blocks.length === 0 || deflated.length < storedSizeBytes(blocks);
  return isSmaller ? deflated : buffer.frame(last);
}
