import type { BlockDeflater } from "@stx-patch/core";
import type { RepeatFinder } from "./repeat-finder.js";

/** What to do with one block. */
export type BlockMethod = "stored" | "deflated";

/** Below this a look would cost as much as the work. */
const SMALL_BLOCK_BYTES = 4096;

const SLICES = 16;
const SLICE_BYTES = 256;
/** 256 uniform bytes show 7.17 +- 0.04 bits per byte; machine code 4 to 6, text below 5. */
const LOW_SLICE_BITS = 6.7;
/** From here on 4 KiB of bytes are as good as uniform (which shows 7.955 +- 0.005). */
const UNIFORM_BITS = 7.9;

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
 * Looks for repeats, which entropy cannot see. Then at slices: one that is not uniform means that at least a
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
  const slices = slice(block, SLICES, SLICE_BYTES);
  if (slices.some((part) => entropyBits([part]) < LOW_SLICE_BITS))
    return "deflated";
  if (entropyBits(slices) >= UNIFORM_BITS) return "stored";
  return (await trialShrinks(block, deflater)) ? "deflated" : "stored";
}

async function trialShrinks(
  block: Uint8Array,
  deflater: BlockDeflater,
): Promise<boolean> {
  const parts = slice(block, TRIAL_SLICES, TRIAL_SLICE_BYTES);
  const sample = new Uint8Array(TRIAL_SLICES * TRIAL_SLICE_BYTES);
  parts.forEach((part, i) => {
    sample.set(part, i * TRIAL_SLICE_BYTES);
  });
  const deflated = await deflater.deflate(sample, {
    level: TRIAL_LEVEL,
    last: true,
    dictionary: undefined,
  });
  return deflated.length < sample.length * WORTHWHILE_RATIO;
}

/** Cuts out `count` slices, evenly spread from the first byte to the last; they overlap in a short block. */
function slice(
  block: Uint8Array,
  count: number,
  sliceBytes: number,
): Uint8Array[] {
  const stride = Math.max(0, block.length - sliceBytes) / (count - 1);
  return Array.from({ length: count }, (_, i) => {
    const start = Math.floor(i * stride);
    return block.subarray(start, start + sliceBytes);
  });
}

/** `n * log2(n)` for every count that a sample can have; the logarithm would be the dearest part of a look. */
const N_LOG_N = Float64Array.from(
  { length: SLICES * SLICE_BYTES + 1 },
  (_, n) => (n === 0 ? 0 : n * Math.log2(n)),
);

/** Shannon entropy of the byte histogram of all parts together, in bits per byte. */
function entropyBits(parts: readonly Uint8Array[]): number {
  const counts = new Uint16Array(256);
  let total = 0;
  for (const part of parts) {
    total += part.length;
    for (const byte of part) counts[byte] = (counts[byte] ?? 0) + 1;
  }
  let sum = 0;
  for (const count of counts) sum += N_LOG_N[count] ?? 0;
  return Math.log2(total) - sum / total;
}
