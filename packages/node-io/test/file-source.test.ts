import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { lender } from "@stx-patch/testkit";
import type { FileSource } from "../src/index.js";
import { openFileSource } from "../src/index.js";
import {
  codeOf,
  collect,
  expectSameBytes,
  asOrdinaryUser,
  pattern,
  useFolder,
} from "./support.js";

const folder = useFolder();
const DATA = pattern(3_500_000);
/** Read in one go, without the thread pool. */
const SMALL = pattern(60_000);

async function withSource<T>(
  data: Uint8Array,
  use: (source: FileSource, path: string) => Promise<T>,
): Promise<T> {
  const path = join(folder.path, "file");
  writeFileSync(path, data);
  const source = await openFileSource(path);
  try {
    return await use(source, path);
  } finally {
    await source.close();
  }
}

describe("openFileSource", () => {
  it("reads the whole file, again and again", () =>
    withSource(DATA, async (source, path) => {
      expect(source).toMatchObject({ name: path, sizeBytes: DATA.length });
      expectSameBytes(await collect(source.open()), DATA);
      expectSameBytes(await collect(source.open()), DATA);
    }));

  it("reads into borrowed memory, gives all of it back, and does without when there is none", () =>
    withSource(DATA, async (source) => {
      const { memory, lent } = lender(2, 1_000_000);
      const copies: Uint8Array[] = [];
      for await (const chunk of source.open(undefined, { memory }))
        copies.push(chunk.slice());
      expectSameBytes(Buffer.concat(copies), DATA);
      expect(lent()).toBe(0);
      for await (const chunk of source.open(undefined, { memory })) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      expect(lent()).toBe(0);
      const none = { borrow: () => undefined };
      expectSameBytes(
        await collect(source.open(undefined, { memory: none })),
        DATA,
      );
    }));

  it.each([
    [0, 10],
    [5, undefined],
    [1_000_000, 2_500_001],
    [1_048_576, 2_097_152],
    [7, 7],
    [3_500_000, undefined],
  ])("reads the range from %d to %d", (start, end) =>
    withSource(DATA, async (source) => {
      expectSameBytes(
        await collect(source.open({ start, end })),
        DATA.subarray(start, end),
      );
    }),
  );

  it("reads several ranges at the same time", () =>
    withSource(DATA, async (source) => {
      const ranges = [0, 1, 2, 3].map((i) =>
        collect(source.open({ start: i * 800_000, end: (i + 1) * 800_000 })),
      );
      const parts = await Promise.all(ranges);
      for (const [i, part] of parts.entries())
        expectSameBytes(part, DATA.subarray(i * 800_000, (i + 1) * 800_000));
    }));

  it("gives each chunk to the consumer for good, as a plain Uint8Array", () =>
    withSource(DATA, async (source) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source.open()) chunks.push(chunk);
      expect(new Set(chunks.map((chunk) => chunk.buffer)).size).toBe(
        chunks.length,
      );
      expect(chunks.some((chunk) => Buffer.isBuffer(chunk))).toBe(false);
    }));

  it("may be closed as soon as a reading was stopped", () =>
    withSource(DATA, async (source) => {
      const reading = source.open()[Symbol.asyncIterator]();
      await reading.next();
      await reading.return?.();
      await source.close();
      expect(await codeOf(source.close())).toBeUndefined();
    }));

  it("keeps reading the file it opened when the path gets another one", () =>
    withSource(DATA, async (source, path) => {
      renameSync(path, `${path}.old`);
      writeFileSync(path, "another file");
      expectSameBytes(await collect(source.open()), DATA);
    }));

  it("goes on after a rest with the very same file", () =>
    withSource(DATA, async (source) => {
      for (let i = 0; i < 2; i++) {
        source.rest();
        source.rest();
        expectSameBytes(await collect(source.open()), DATA);
      }
      source.rest();
      source.assertInPlace();
      source.rest();
      await source.close();
      expect(await codeOf(collect(source.open()))).toBe("IO_FAILED");
    }));

  it.each<[string, (path: string) => void, string]>([
    [
      "another file took its place",
      (path) => {
        writeFileSync(`${path}.new`, DATA);
        renameSync(`${path}.new`, path);
      },
      "IO_FILE_CHANGED",
    ],
    [
      "it was written to",
      (path) => {
        truncateSync(path, 5);
      },
      "IO_FILE_CHANGED",
    ],
    [
      "it was removed",
      (path) => {
        rmSync(path);
      },
      "IO_NOT_FOUND",
    ],
  ])("does not go on after a rest in which %s", (_, change, code) =>
    withSource(DATA, async (source, path) => {
      source.rest();
      change(path);
      expect(await codeOf(collect(source.open()))).toBe(code);
    }),
  );

  it.each<[string, (path: string) => void]>([
    [
      "shrank",
      (path) => {
        truncateSync(path, 2_000_000);
      },
    ],
    [
      "vanished in content",
      (path) => {
        truncateSync(path, 0);
      },
    ],
    [
      "grew",
      (path) => {
        appendFileSync(path, "x");
      },
    ],
    [
      "was rewritten",
      (path) => {
        writeFileSync(path, pattern(DATA.length + 0).fill(0));
        utimesSync(path, 1, 1);
      },
    ],
  ])("notices that the file %s", (_, change) =>
    withSource(DATA, async (source, path) => {
      source.assertUnchanged();
      change(path);
      expect(await codeOf(collect(source.open()))).toBe("IO_FILE_CHANGED");
      expect(() => {
        source.assertUnchanged();
      }).toThrow(expect.objectContaining({ code: "IO_FILE_CHANGED" }));
    }),
  );

  it("notices that a small file shrank, which it reads at once", () =>
    withSource(SMALL, async (source, path) => {
      expectSameBytes(await collect(source.open({ start: 7 })), SMALL.slice(7));
      truncateSync(path, 50_000);
      expect(await codeOf(collect(source.open()))).toBe("IO_FILE_CHANGED");
    }));

  // Its descriptor's number may belong to another file by then.
  it("reads nothing after it was closed", () =>
    withSource(SMALL, async (source) => {
      await source.close();
      expect(await codeOf(collect(source.open()))).toBe("IO_FAILED");
    }));

  it("refuses what is no regular file, each with its code", async () => {
    const path = (name: string): string => join(folder.path, name);
    mkdirSync(path("directory"));
    symlinkSync(path("loop"), path("loop"));
    execFileSync("mkfifo", [path("pipe")]);
    expect(await codeOf(openFileSource(path("missing")))).toBe("IO_NOT_FOUND");
    expect(await codeOf(openFileSource(path("directory")))).toBe(
      "IO_IS_DIRECTORY",
    );
    expect(await codeOf(openFileSource(path("pipe")))).toBe("IO_NOT_REGULAR");
    expect(await codeOf(openFileSource("/dev/null"))).toBe("IO_NOT_REGULAR");
    expect(await codeOf(openFileSource(path("loop")))).toBe("IO_BAD_LINK");
    expect(await codeOf(openFileSource(path("n".repeat(300))))).toBe(
      "IO_NAME_TOO_LONG",
    );
    expect(await codeOf(openFileSource("/dev/null/file"))).toBe("IO_NOT_FOUND");
  });
});

describe("a file that forbids reading", () => {
  it("is refused", async () => {
    const path = join(folder.path, "secret");
    writeFileSync(path, "x");
    chmodSync(folder.path, 0o755);
    chmodSync(path, 0);
    const code = await asOrdinaryUser(() => codeOf(openFileSource(path)));
    expect(code).toBe("IO_PERMISSION");
  });
});
