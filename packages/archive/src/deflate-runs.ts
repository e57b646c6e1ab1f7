import type { BlockDeflater } from "@stx-patch/core";
import { concatBytes } from "@stx-patch/core";
import { cutBlocks } from "./block-cutter.js";
import type { BlockMethod } from "./block-choice.js";
import { chooseMethod } from "./block-choice.js";
import { RepeatFinder } from "./repeat-finder.js";
import {
  encodeStored,
  MAX_STORED_BYTES,
  storedSizeBytes,
} from "./stored-block.js";

/**
 * As large as one stored block can be (five bytes of overhead), and small enough that a compressible RPM
 * header between two payloads is noticed.
 */
const BLOCK_BYTES = MAX_STORED_BYTES;
/** About 1 MiB: long enough that starting a compressor afresh costs next to nothing in length. */
const MAX_BLOCKS_PER_RUN = 16;
const DICTIONARY_BYTES = 32 * 1024;
const LEVEL = 9;

/** Neighbouring blocks that get the same treatment; its output depends on nothing outside of it. */
export interface DeflateRun {
  readonly method: BlockMethod;
  readonly blocks: readonly Uint8Array[];
  /** The bytes in front of it that deflate may refer to. */
  readonly dictionary: Uint8Array | undefined;
  /** Ends the deflate stream. */
  readonly last: boolean;
}

/** Cuts a stream into runs, from the data alone. The last run is marked; an empty source is one empty run. */
export async function* toRuns(
  source: AsyncIterable<Uint8Array>,
  deflater: BlockDeflater,
): AsyncGenerator<DeflateRun, void> {
  let method: BlockMethod = "deflated";
  let blocks: Uint8Array[] = [];
  let dictionary: Uint8Array | undefined;
  const repeats = new RepeatFinder();
  for await (const block of cutBlocks(source, BLOCK_BYTES)) {
    const wanted = await chooseMethod(block, repeats, deflater);
    const full = blocks.length === MAX_BLOCKS_PER_RUN;
    if (blocks.length > 0 && (full || wanted !== method)) {
      yield { method, blocks, dictionary, last: false };
      dictionary = blocks.at(-1)?.subarray(-DICTIONARY_BYTES);
      blocks = [];
    }
    method = wanted;
    blocks.push(block);
  }
  yield { method, blocks, dictionary, last: true };
}

/** Encodes a run as raw deflate data that ends on a byte boundary, never larger than storing it. */
export async function encodeRun(
  { method, blocks, dictionary, last }: DeflateRun,
  deflater: BlockDeflater,
): Promise<Uint8Array> {
  if (method === "stored") return encodeStored(blocks, last);
  const deflated = await deflater.deflate(concatBytes(blocks), {
    level: LEVEL,
    last,
    dictionary,
  });
  const isSmaller =
    blocks.length === 0 || deflated.length < storedSizeBytes(blocks);
  return isSmaller ? deflated : encodeStored(blocks, last);
}
