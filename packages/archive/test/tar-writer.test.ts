import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { concatBytes } from "@stx-patch/core";
import type { TarEntry } from "../src/index.js";
import { tarSizeBytes, writeTar } from "../src/index.js";
import {
  ascii,
  chunked,
  codeOf,
  collect,
  collectCopies,
  expectSameBytes,
  noise,
  readAll,
  recycled,
  run,
  withFolder,
} from "./support.js";
import { describeWithTool } from "@stx-patch/testkit";

const LONG = `${"long-".repeat(25)}name-1-1.noarch.rpm`;
const DEEP = `${"folder/".repeat(20)}file`;

function entry(
  name: string,
  content: Uint8Array | string,
  change: Partial<TarEntry> = {},
): TarEntry {
  const body = typeof content === "string" ? ascii(content) : content;
  return {
    name,
    sizeBytes: body.length,
    mode: 0o644,
    mtimeSeconds: 1_700_000_000,
    body,
    ...change,
  };
}

const ENTRIES = [
  entry("empty", ""),
  entry("block", noise(512)),
  entry("script", "#!/bin/sh\n", { mode: 0o755 }),
  entry("old", "x", { mtimeSeconds: 0, mode: 0 }),
  entry(LONG, "long"),
  entry("n".repeat(100), "just fits"),
  entry(DEEP, "deep"),
  entry("large", noise(300_000)),
];

describe("writeTar", () => {
  it("writes what our own reader reads without a finding", async () => {
    const { members, findings } = await readAll(
      await collect(writeTar(ENTRIES)),
    );
    expect(findings).toEqual([]);
    expect(members).toMatchObject(
      ENTRIES.map(({ name, sizeBytes, mode, mtimeSeconds, body }) => ({
        name,
        sizeBytes,
        mode,
        mtimeSeconds,
        type: "file",
        content: body,
      })),
    );
  });

  it("asks for a chunk only when the one before has left, so that sources may recycle their memory", async () => {
    const contents = [noise(300_000), noise(64), noise(200_001, 2)];
    const entries = contents.map((content, i) => entry(`e${i}`, content));
    const expected = await collect(writeTar(entries));
    const actual = await collectCopies(
      writeTar(
        entries.map((one, i) => ({
          ...one,
          body: recycled(contents[i]!, 50_000),
        })),
      ),
    );
    expectSameBytes(actual, expected);
  });

  it("writes plain ustar: owner root, no clock, a pax header only for a name that needs it", async () => {
    const header = (await collect(writeTar([entry("a.rpm", "abc")]))).subarray(
      0,
      512,
    );
    const text = new TextDecoder("latin1").decode(header).replaceAll("\0", ".");
    expect(text.slice(0, 6)).toBe("a.rpm.");
    expect(text.slice(100, 156)).toMatch(
      /^000644 \.000000 \.000000 \.00000000003 14524770400 \d{6} \.$/,
    );
    expect(text.slice(156, 345)).toMatch(
      /^0\.{100}ustar\.00root\.{28}root\.{28}000000 \.000000 \.$/,
    );
    const all = new TextDecoder("latin1").decode(
      await collect(writeTar(ENTRIES)),
    );
    expect(all.split("PaxHeader").length - 1).toBe(2);
  });

  it("depends neither on chunking nor on how the entries come", async () => {
    const expected = await collect(writeTar(ENTRIES));
    async function* slowly(): AsyncGenerator<TarEntry> {
      for (const each of ENTRIES)
        yield await Promise.resolve({
          ...each,
          body: chunked(await whole(each), 1000, 1, 70_000),
        });
    }
    expect(await collect(writeTar(slowly()))).toEqual(expected);
  });

  it("writes a size beyond 8 GiB in base 256", async () => {
    const sizeBytes = 9 * 1024 ** 3;
    const archive = writeTar([
      entry("huge", "", { sizeBytes, body: endless() }),
    ]);
    const { value: header } = await archive.next();
    await archive.return();
    const field = (header as Uint8Array).subarray(124, 136);
    expect([...field]).toEqual([0x80, 0, 0, 0, 0, 0, 0, 2, 0x40, 0, 0, 0]);
  });

  it("asks for no more content than the consumer takes", async () => {
    let taken = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const chunk of endless()) {
        taken++;
        yield chunk;
      }
    }
    const archive = writeTar([
      entry("big", "", { sizeBytes: 2 ** 40, body: counted() }),
    ]);
    for (let i = 0; i < 10; i++) await archive.next();
    expect(taken).toBeLessThan(15);
    await archive.return();
  });

  it("closes the entry that was being read when the consumer stops early", async () => {
    let closed = 0;
    async function* body(): AsyncGenerator<Uint8Array> {
      try {
        yield* endless();
      } finally {
        closed++;
      }
    }
    async function* entries(): AsyncGenerator<TarEntry> {
      try {
        yield await Promise.resolve(
          entry("big", "", { sizeBytes: 2 ** 40, body: body() }),
        );
      } finally {
        closed++;
      }
    }
    for await (const chunk of writeTar(entries()))
      if (chunk.length > 1000) break;
    expect(closed).toBe(2);
  });

  it("passes errors of a content on unchanged, also when the consumer is slow", async () => {
    const failure = new Error("disk on fire");
    async function* body(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(noise(100));
      throw failure;
    }
    const archive = writeTar([
      entry("a", "x"),
      entry("b", "", { sizeBytes: 200, body: body() }),
    ]);
    const writing = async (): Promise<void> => {
      while ((await archive.next()).done !== true)
        await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await expect(writing()).rejects.toBe(failure);
  });

  it.each([
    ["short", 4],
    ["long", 2],
    ["empty", 1],
  ])("refuses a content that is too %s", async (kind, sizeBytes) => {
    const body = ascii(kind === "empty" ? "" : "abc");
    expect(
      await codeOf(collect(writeTar([entry("a", "", { sizeBytes, body })]))),
    ).toBe("TAR_SIZE_MISMATCH");
    expect(
      await codeOf(
        collect(
          writeTar([entry("a", "", { sizeBytes, body: chunked(body, 1) })]),
        ),
      ),
    ).toBe("TAR_SIZE_MISMATCH");
  });

  it.each([
    "",
    "/a",
    "../a",
    "a/../b",
    "./a",
    "a//b",
    "a/",
    "a\0b",
    "ü",
    "a\nb",
  ])("refuses the name %j", async (name) => {
    expect(await codeOf(collect(writeTar([entry(name, "")])))).toBe(
      "TAR_NAME_UNSUPPORTED",
    );
  });

  it.each<Partial<TarEntry>>([
    { mode: 0o10000 },
    { mode: -1 },
    { mtimeSeconds: 2 ** 31 },
    { mtimeSeconds: -1 },
    { mtimeSeconds: 0.5 },
    { sizeBytes: -1 },
    { sizeBytes: Number.NaN },
  ])("refuses %j", async (change) => {
    expect(await codeOf(collect(writeTar([entry("a", "", change)])))).toBe(
      "TAR_FIELD_UNSUPPORTED",
    );
  });
});

describe("tarSizeBytes", () => {
  it("is what writeTar makes, for any entries", async () => {
    const names = fc.oneof(
      fc.constant("a"),
      fc.integer({ min: 95, max: 300 }).map((n) => "n".repeat(n)),
      fc.integer({ min: 30, max: 100 }).map((n) => "abcdefg/".repeat(n) + "x"),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(names, fc.integer({ min: 0, max: 3000 })), {
          maxLength: 8,
        }),
        async (shapes) => {
          const entries = shapes.map(([name, length]) =>
            entry(name, noise(length)),
          );
          const { length } = await collect(writeTar(entries));
          expect(tarSizeBytes(entries)).toBe(length);
        },
      ),
    );
  });

  it("takes bare sizes for members with short names", () => {
    expect(tarSizeBytes([])).toBe(10_240);
    expect(tarSizeBytes([512, 1])).toBe(10_240);
    expect(tarSizeBytes([8704])).toBe(10_240);
    expect(tarSizeBytes([8705])).toBe(20_480);
    expect(tarSizeBytes([9 * 1024 ** 3])).toBe(9_663_682_560);
  });
});

describeWithTool("tar", "GNU tar, reading our archive", () => {
  it("lists, compares and extracts it", () =>
    withFolder(async (folder) => {
      const archive = await collect(writeTar(ENTRIES));
      const listed = run("tar", ["-tvf", "-", "--numeric-owner"], archive)
        .toString()
        .trim()
        .split("\n");
      expect(listed.map((line) => line.split(" ").at(-1))).toEqual(
        ENTRIES.map(({ name }) => name),
      );
      expect(listed[2]).toMatch(/^-rwxr-xr-x 0\/0 +10 2023-11-1[45] /);
      run("tar", ["-xpf", "-", "-C", folder], archive);
      for (const { name, body } of ENTRIES.filter(({ mode }) => mode !== 0))
        expect(
          run("cat", [name], undefined, folder).equals(body as Uint8Array),
        ).toBe(true);
      expect(
        run(
          "tar",
          ["-df", "-", "-C", folder, "--exclude=old"],
          archive,
        ).toString(),
      ).not.toContain("differ");
    }));
});

describeWithTool("python3", "Python's tarfile, the target's reader", () => {
  it("sees what was written", async () => {
    const archive = await collect(writeTar(ENTRIES));
    const script = [
      "import sys, tarfile, json, hashlib, io",
      "t = tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read()))",
      "print(json.dumps([[m.name, m.size, m.mode, m.mtime, m.uid, m.gid, m.uname, m.gname, hashlib.sha256(t.extractfile(m).read()).hexdigest()] for m in t]))",
    ].join("\n");
    const seen = JSON.parse(
      run("python3", ["-c", script], archive).toString(),
    ) as unknown;
    const { createHash } = await import("node:crypto");
    expect(seen).toEqual(
      ENTRIES.map(({ name, sizeBytes, mode, mtimeSeconds, body }) => [
        name,
        sizeBytes,
        mode,
        mtimeSeconds,
        0,
        0,
        "root",
        "root",
        createHash("sha256")
          .update(body as Uint8Array)
          .digest("hex"),
      ]),
    );
  });
});

async function whole({ body }: TarEntry): Promise<Uint8Array> {
  return body instanceof Uint8Array ? body : concatBytes([await collect(body)]);
}

async function* endless(): AsyncGenerator<Uint8Array> {
  const chunk = new Uint8Array(64 * 1024);
  for (;;) yield await Promise.resolve(chunk);
}
