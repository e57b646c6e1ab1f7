import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding } from "@stx-patch/core";
import { collect } from "@stx-patch/testkit";
import type { ArchiveErrorCode, TarMember } from "../src/index.js";
import { readTar } from "../src/index.js";

export {
  codeOf,
  collect,
  collectCopies,
  expectSameBytes,
  recycled,
} from "@stx-patch/testkit";

/** Streams bytes in chunks of the given sizes, used in turn; whole by default. */
export async function* chunked(
  bytes: Uint8Array,
  ...sizes: readonly number[]
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size =
      sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 1);
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
}

export interface ReadMember extends Omit<TarMember, "body"> {
  readonly content: Uint8Array;
}

/** Reads a whole archive and all that is reported about it. */
export async function readAll(
  archive: Uint8Array,
  options: {
    chunkBytes?: number;
    limits?: NonNullable<Parameters<typeof readTar>[1]>["limits"];
  } = {},
): Promise<{
  members: ReadMember[];
  findings: Finding<ArchiveErrorCode>[];
}> {
  const findings: Finding<ArchiveErrorCode>[] = [];
  const members: ReadMember[] = [];
  const source = chunked(archive, options.chunkBytes ?? archive.length);
  for await (const { body, ...member } of readTar(source, {
    limits: options.limits,
    report: (finding) => findings.push(finding),
  }))
    members.push({ ...member, content: await collect(body) });
  return { members, findings };
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/** At hand because in a context of jest each look at a global costs more than the arithmetic of a byte. */
const { imul } = Math;

/** Bytes that do not compress, the same ones for the same seed. */
export function noise(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    const mixed = imul(state ^ (state >>> 12), 0x297a2d39);
    bytes[i] = mixed >>> 24;
  }
  return bytes;
}

/** Standard output of a tool that reads `input`. */
export function run(
  tool: string,
  args: readonly string[],
  input?: Uint8Array,
  cwd?: string,
): Buffer {
  return execFileSync(tool, args, {
    input,
    cwd,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["pipe", "pipe", "pipe"],
  });
}

export async function withFolder<T>(
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "archive-test-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
