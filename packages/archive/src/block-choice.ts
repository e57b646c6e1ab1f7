import type { BlockDeflater } from "@stx-patch/core";
import type { RepeatFinder } from "./repeat-finder.js";

/** What to do with one block. */
export type BlockMethod = "stored" | "deflated";

/** Below this a look would cost as much as the work. */
const SMALL_BLOCK_BYTES = 4096;

const SLICES = 16;
const SLICE_BYTES = 128;
/** 128 uniform bytes show 1.0 +- 0.18; machine code 3 and more, text about 17. */
const UNEVEN_SLICE = 2;
/** Up to here 2 KiB of bytes are as good as uniform (which show 1.0 +- 0.011): 7.9 bits of entropy per byte. */
const EVEN_BLOCK = 1.07;

/** Four slices of 2 KiB are deflated on trial; less than 1.5 % saved there is not worth the time. */
const TRIAL_SLICES = 4;
const TRIAL_SLICE_BYTES = 2048;
const TRIAL_LEVEL = 1;
const WORTHWHILE_RATIO = 0.985;

/**
 * Decides whether deflating a block is worth the time, from the data alone: the same bytes always get the
 * same answer. RPM payloads are compressed already; deflating them again costs fifty times what copying
 * costs and makes the file larger.
 *
 * Looks for repeats, which counting bytes cannot see. Then at slices: one that is not uniform means that at least a
 * part of the block shrinks (an RPM header between two payloads). Only bytes with a slight bias all over
 * are left in doubt; a trial compression of a sample settles it.
 *
 * @param repeats - has looked at all blocks in front of this one
 */
export async function chooseMethod(
  block: Uint8Array,
  repeats: RepeatFinder,
  deflater: BlockDeflater,
): Promise<BlockMethod> {
  const isRepetitive = repeats.look(block);
  if (isRepetitive || block.length < SMALL_BLOCK_BYTES) return "deflated";
  const { slice, whole } = unevenness(block);
  if (slice > UNEVEN_SLICE) return "deflated";
  if (whole <= EVEN_BLOCK) return "stored";
  return (await trialShrinks(block, deflater)) ? "deflated" : "stored";
}

async function trialShrinks(
  block: Uint8Array,
  deflater: BlockDeflater,
): Promise<boolean> {
  const sample = new Uint8Array(TRIAL_SLICES * TRIAL_SLICE_BYTES);
  starts(block, TRIAL_SLICES, TRIAL_SLICE_BYTES).forEach((start, i) => {
    const part = block.subarray(start, start + TRIAL_SLICE_BYTES);
    sample.set(part, i * TRIAL_SLICE_BYTES);
  });
  const deflated = await deflater.deflate(sample, {
    level: TRIAL_LEVEL,
    last: true,
    dictionary: undefined,
  });
  return deflated.length < sample.length * WORTHWHILE_RATIO;
}

/** Where `count` slices begin, evenly spread from the first byte to the last; they overlap in a short block. */
function starts(
  block: Uint8Array,
  count: number,
  sliceBytes: number,
): number[] {
  const stride = Math.max(0, block.length - sliceBytes) / (count - 1);
  return Array.from({ length: count }, (_, i) => Math.floor(i * stride));
}

/** Counters that every call begins with: to allocate them would cost more than to count. */
const inSlice = new Uint16Array(256);
const inAll = new Uint16Array(256);

/**
 * How unevenly byte values are spread, in the worst slice and in all together: 1 when all occur alike, 256
 * when there is only one. (The index of coincidence: pairs of equal bytes, as a multiple of what uniform bytes
 * would show. It falls with the entropy, and counting pairs is many times faster than taking logarithms.)
 */
function unevenness(block: Uint8Array): { slice: number; whole: number } {
  inAll.fill(0);
  let mostPairs = 0;
  let allPairs = 0;
  for (const start of starts(block, SLICES, SLICE_BYTES)) {
    const end = Math.min(start + SLICE_BYTES, block.length);
    inSlice.fill(0);
    mostPairs = Math.max(mostPairs, countPairs(block, start, end, inSlice));
    allPairs += countPairs(block, start, end, inAll);
  }
  return {
    slice: coincidence(mostPairs, SLICE_BYTES),
    whole: coincidence(allPairs, SLICES * SLICE_BYTES),
  };
}

/**
 * Pairs that bytes from `start` to `end` make with equal ones before them.
 *
 * @param counts - how often each value has occurred, which it goes on counting
 */
function countPairs(
  block: Uint8Array,
  start: number,
  end: number,
  counts: Uint16Array,
): number {
  let pairs = 0;
  for (let at = start; at < end; at++) {
    const value = block[at] ?? 0;
    const earlier = counts[value] ?? 0;
    pairs += earlier;
    counts[value] = earlier + 1;
  }
  return pairs;
}

function coincidence(pairs: number, total: number): number {
  return (512 * pairs) / (total * (total - 1));
}
