import { execFileSync } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { createFileHeads, openFileSource } from "../src/index.js";
import { codeOf, expectSameBytes, pattern, useFolder } from "./support.js";

const folder = useFolder();
const DATA = pattern(200_000);

function fileOf(bytes: Uint8Array, name = "file"): string {
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  return path;
}

/** Pieces of a file: in its first block, across its end, behind it, and where the file ends. */
const PIECES: [position: number, length: number][] = [
  [0, 96],
  [96, 65_440],
  [65_530, 20],
  [96, 190_000],
  [150_000, 50_000],
  [199_999, 10],
  [200_000, 10],
  [1 << 30, 1 << 30],
  [0, 0],
];

describe("createFileHeads", () => {
  it.each(PIECES)("reads from %d on %d bytes", async (position, length) => {
    await createFileHeads().use(fileOf(DATA), (read) => {
      const expected = DATA.subarray(position, position + length);
      expectSameBytes(read(position, length), expected);
      return Promise.resolve();
    });
  });

  it("shows each file as it is, whatever was read before", async () => {
    const heads = createFileHeads();
    const long = fileOf(DATA, "long");
    const short = fileOf(Uint8Array.of(1, 2, 3), "short");
    const first = (path: string): Promise<Uint8Array> =>
      heads.use(path, (read) => Promise.resolve(read(0, 100).slice()));
    expectSameBytes(await first(long), DATA.subarray(0, 100));
    expectSameBytes(await first(short), Uint8Array.of(1, 2, 3));
  });

  it("keeps earlier pieces of a file while later ones are read", async () => {
    await createFileHeads().use(fileOf(DATA), (read) => {
      const head = read(0, 1000);
      const far = read(100_000, 90_000);
      read(60_000, 90_000);
      expectSameBytes(head, DATA.subarray(0, 1000));
      expectSameBytes(far, DATA.subarray(100_000, 190_000));
      return Promise.resolve();
    });
  });

  it("passes on what the action throws, and closes the file", async () => {
    const heads = createFileHeads();
    const path = fileOf(DATA);
    // Far more often than a process may have files open.
    for (let i = 0; i < 5000; i += 1)
      await expect(
        heads.use(path, () => Promise.reject(new Error("mine"))),
      ).rejects.toThrow("mine");
  });

  it.each<[string, () => string, string]>([
    ["a missing file", () => join(folder.path, "no"), "IO_NOT_FOUND"],
    ["a folder", () => folder.path, "IO_IS_DIRECTORY"],
    ["a device", () => "/dev/zero", "IO_NOT_REGULAR"],
  ])("refuses %s", async (_, path, code) => {
    const used = createFileHeads().use(path(), () => Promise.resolve());
    expect(await codeOf(used)).toBe(code);
  });

  it("refuses a pipe without waiting for a writer", async () => {
    const path = join(folder.path, "pipe");
    execFileSync("mkfifo", [path]);
    const used = createFileHeads().use(path, () => Promise.resolve());
    expect(await codeOf(used)).toBe("IO_NOT_REGULAR");
  });
});

describe("readNow of an open file", () => {
  it.each(PIECES)("reads from %d on %d bytes", async (position, length) => {
    const source = await openFileSource(fileOf(DATA));
    try {
      const expected = DATA.subarray(position, position + length);
      expectSameBytes(source.readNow(position, length), expected);
    } finally {
      await source.close();
    }
  });

  it("gives nothing behind the size that the file had when it was opened", async () => {
    const path = fileOf(DATA);
    const source = await openFileSource(path);
    try {
      appendFileSync(path, DATA);
      expect(source.readNow(199_990, 100)).toHaveLength(10);
    } finally {
      await source.close();
    }
  });
});
