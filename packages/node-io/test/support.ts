import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "@jest/globals";

export { codeOf, collect, expectSameBytes } from "@stx-patch/testkit";

/** A fresh folder for each test of a file; read the path inside the tests. */
export function useFolder(): { readonly path: string } {
  const folder = { path: "" };
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), "node-io-test-"));
  });
  afterEach(() => {
    rmSync(folder.path, { recursive: true, force: true });
  });
  return folder;
}

/** Bytes with a pattern that no shift of whole blocks repeats. */
export function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i += 1) bytes[i] = (i * 31 + (i >> 8) * 7) & 0xff;
  return bytes;
}

export const isRoot = process.getuid?.() === 0;

/** An account that owns nothing; every Unix has this number free or as "nobody". */
const NOBODY = 65_534;

/** Runs a step with the rights of an ordinary user: to root nothing is forbidden. */
export async function asOrdinaryUser<T>(step: () => Promise<T>): Promise<T> {
  if (!isRoot) return step();
  process.seteuid?.(NOBODY);
  try {
    return await step();
  } finally {
    process.seteuid?.(0);
  }
}
