import type { KeyInfo } from "@stx-patch/core";

/** A thread takes some 35 ms to start; with less work than this for each, more threads are not faster. */
const WORK_PER_THREAD_MS = 75;

/** Milliseconds that one signature and its check take, on a machine of 2024. Only the order of size matters. */
const SIGNATURE_MS: readonly (readonly [
  algorithm: KeyInfo["algorithm"],
  maxBits: number,
  ms: number,
])[] = [
  ["rsa", 2048, 0.3],
  ["rsa", 3072, 0.9],
  ["rsa", 4096, 2],
  ["ec", 256, 3.3],
  ["ec", 384, 6],
];

/** Estimated milliseconds for one file signature with this key. */
export function signatureMs(key: KeyInfo): number {
  const row = SIGNATURE_MS.find(
    ([algorithm, maxBits]) =>
      algorithm === key.algorithm && key.bits <= maxBits,
  );
  return row?.[2] ?? 1;
}

/**
 * How many threads to start for `count` signatures; 1 means that the calling thread does the work itself.
 *
 * @param maxThreads - how many may run at the same time
 */
export function worthwhileThreads(
  key: KeyInfo,
  count: number,
  maxThreads: number,
): number {
  const useful = Math.floor((count * signatureMs(key)) / WORK_PER_THREAD_MS);
  return Math.max(1, Math.min(maxThreads, useful));
}
