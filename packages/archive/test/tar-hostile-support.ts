import { expect } from "@jest/globals";
import type { ArchiveErrorCode } from "../src/index.js";
import { readTar } from "../src/index.js";
import { chunked, codeOf, collect, readAll } from "./support.js";

/** A name that no plain header can hold. */
export const LONG_NAME = "n".repeat(101);

/** What is wrong with an archive, the code that says so, and the archive. */
export type HostileArchive = readonly [
  what: string,
  code: ArchiveErrorCode,
  archive: Uint8Array,
];

export const zeros = (count: number): Uint8Array => new Uint8Array(count);

/** A field of 12 bytes with a number in base 256. */
export function base256(value: number): Uint8Array {
  const field = zeros(12);
  field[0] = 0x80;
  new DataView(field.buffer).setUint32(8, value);
  return field;
}

/** The code is among the errors, and each finding has its place. */
export async function expectReported(
  ...[, code, archive]: HostileArchive
): Promise<void> {
  const { findings } = await readAll(archive);
  expect(new Set(findings.map((finding) => finding.code))).toContain(code);
  const errors = findings.filter((finding) => finding.severity === "error");
  expect(errors.map((finding) => finding.code)).toContain(code);
  for (const finding of findings)
    expect(finding.offset).toBeGreaterThanOrEqual(0);
}

/** Without a listener the first error ends the reading. */
export async function expectThrown(
  ...[, , archive]: HostileArchive
): Promise<void> {
  const { findings } = await readAll(archive);
  const [first] = findings.filter((found) => found.severity === "error");
  expect(await codeOf(readQuietly(archive))).toBe(first?.code);
}

/** Seven bytes at a time say the same as all at once. */
export async function expectFoundInPieces(
  ...[, , archive]: HostileArchive
): Promise<void> {
  const whole = await readAll(archive);
  expect(await readAll(archive, { chunkBytes: 7 })).toEqual(whole);
}

/** Reads all, and listens to no finding. */
export async function readQuietly(archive: Uint8Array): Promise<void> {
  for await (const member of readTar(chunked(archive)))
    await collect(member.body);
}
