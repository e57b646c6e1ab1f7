import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import fc from "@stx-patch/testkit/properties";
import { readGzip, readTar } from "../src/index.js";
import { rawArchive, rawMember } from "./raw-tar.js";
import {
  ascii,
  chunked,
  codeOf,
  collect,
  noise,
  readAll,
  run,
  withFolder,
} from "./support.js";
import { describeWithTool } from "@stx-patch/testkit";

const VECTORS = fileURLToPath(
  new URL("../../testkit/vectors/patch/", import.meta.url),
);
const PATCHES = readdirSync(VECTORS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".patch"))
  .sort();

describe("readTar", () => {
  const archive = rawArchive(
    rawMember({ name: "one" }, "first"),
    rawMember(
      { name: "two", mode: "0000755\0", mtime: "00000000017\0" },
      noise(1500),
    ),
    rawMember({ name: "three" }),
  );

  it("yields members with content, sizes, modes, times and offsets", async () => {
    const { members, findings } = await readAll(archive);
    expect(findings).toEqual([]);
    expect(members).toMatchObject([
      {
        name: "one",
        sizeBytes: 5,
        mode: 0o644,
        headerOffset: 0,
        dataOffset: 512,
        type: "file",
        content: ascii("first"),
      },
      {
        name: "two",
        sizeBytes: 1500,
        mode: 0o755,
        mtimeSeconds: 15,
        headerOffset: 1024,
        dataOffset: 1536,
        content: noise(1500),
      },
      { name: "three", sizeBytes: 0, headerOffset: 3072 },
    ]);
  });

  it("reads the same however the stream is cut", async () => {
    const expected = await readAll(archive);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 3000 }), {
          minLength: 1,
          maxLength: 5,
        }),
        async (sizes) => {
          const names: string[] = [];
          const contents: Uint8Array[] = [];
          for await (const member of readTar(chunked(archive, ...sizes))) {
            names.push(member.name);
            contents.push(await collect(member.body));
          }
          expect(names).toEqual(expected.members.map((member) => member.name));
          expect(contents).toEqual(
            expected.members.map((member) => member.content),
          );
        },
      ),
    );
  });

  it("skips contents that nobody reads, wholly or in part", async () => {
    const names: string[] = [];
    for await (const member of readTar(chunked(archive, 100))) {
      names.push(member.name);
      if (member.name === "two")
        await member.body[Symbol.asyncIterator]().next();
    }
    expect(names).toEqual(["one", "two", "three"]);
  });

  it("refuses the content of a member that was passed", async () => {
    const reader = readTar(chunked(archive));
    const first = await reader.next();
    await reader.next();
    if (first.done === true) throw new Error("expected a member");
    expect(await codeOf(collect(first.value.body))).toBe("TAR_BODY_EXPIRED");
  });

  it("closes the source when the consumer stops early", async () => {
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* chunked(archive, 512);
      } finally {
        closed = true;
      }
    }
    const reading = readTar(source());
    await reading.next();
    await reading.return();
    expect(closed).toBe(true);
  });

  it("passes errors of the source on unchanged", async () => {
    const failure = new Error("disk on fire");
    async function* source(): AsyncGenerator<Uint8Array> {
      yield* chunked(archive.subarray(0, 600));
      throw failure;
    }
    const reading = async (): Promise<void> => {
      for await (const member of readTar(source())) await collect(member.body);
    };
    await expect(reading()).rejects.toBe(failure);
  });

  it("puts the archive's own name and offsets into locations", async () => {
    const outer = rawArchive(
      rawMember(
        { name: "software.tar" },
        rawArchive(rawMember({ name: "/x" })),
      ),
    );
    const locations: unknown[] = [];
    for await (const member of readTar(chunked(outer))) {
      const inner = readTar(member.body, {
        name: member.name,
        report: ({ code, member: at, offset }) =>
          locations.push({ code, at, offset }),
      });
      while ((await inner.next()).done !== true);
    }
    expect(locations).toEqual([
      { code: "TAR_NAME_ABSOLUTE", at: "software.tar", offset: 0 },
    ]);
  });

  it("never fails without a code, whatever bit is flipped", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(4 * 1024 * 8 - 1), async (bit) => {
        const flipped = archive.slice();
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await codeOf(readAll(flipped));
      }),
      { numRuns: 500 },
    );
  });

  it("never fails without a code, whatever the bytes are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        await codeOf(readAll(bytes));
        await codeOf(
          readAll(
            concatBytes([rawMember({ type: "x" }, bytes), rawMember({})]),
          ),
        );
      }),
    );
  });
});

describe("patches of the original tool", () => {
  it.each(PATCHES)(
    "%s is read without a finding, outside and inside",
    async (path) => {
      const findings: unknown[] = [];
      const report = (finding: unknown): void => void findings.push(finding);
      const patch = chunked(readFileSync(join(VECTORS, path)), 4096);
      const contents: string[] = [];
      for await (const member of readTar(readGzip(patch, { report }), {
        report,
      })) {
        if (!member.name.endsWith(".tar")) continue;
        for await (const inner of readTar(member.body, {
          report,
          name: member.name,
        }))
          contents.push(`${member.name}/${inner.name}`);
      }
      expect(findings).toEqual([]);
      expect(contents).toContain("metadata.tar/metadata.xml");
    },
  );
});

const LONG = `${"long-".repeat(25)}name.rpm`;
const NAMES = ["plain.rpm", LONG, "pre-apply", "pre-apply/ID_1"];

describeWithTool("tar", "archives of GNU tar", () => {
  it.each(["gnu", "pax", "ustar"])("--format=%s", (format) =>
    withFolder(async (folder) => {
      fillFolder(folder);
      const names = NAMES.filter((name) => format !== "ustar" || name !== LONG);
      const options = ["-c", `--format=${format}`, "--no-recursion"];
      const archive = run("tar", [...options, ...names], undefined, folder);
      expect(await summary(archive)).toEqual({ names, problems: [] });
    }),
  );
});

describeWithTool("python3", "archives of Python's tarfile", () => {
  it.each(["GNU_FORMAT", "PAX_FORMAT"])("%s", (format) =>
    withFolder(async (folder) => {
      fillFolder(folder);
      const script = [
        "import sys, tarfile",
        `with tarfile.open(fileobj=sys.stdout.buffer, mode="w|", format=tarfile.${format}) as t:`,
        "    for name in sys.argv[1:]:",
        "        info = t.gettarinfo(name)",
        "        info.uid, info.uname, info.mtime = 3000000, 'j\\u00fcrgen', 1700000000.25",
        "        t.addfile(info, open(name, 'rb') if info.isreg() else None)",
      ].join("\n");
      const archive = run(
        "python3",
        ["-c", script, ...NAMES],
        undefined,
        folder,
      );
      expect(await summary(archive)).toEqual({ names: NAMES, problems: [] });
    }),
  );
});

function fillFolder(folder: string): void {
  writeFileSync(join(folder, "plain.rpm"), noise(3000));
  writeFileSync(join(folder, LONG), "long");
  mkdirSync(join(folder, "pre-apply"));
  writeFileSync(join(folder, "pre-apply", "ID_1"), "#!/bin/sh\n");
}

async function summary(
  archive: Uint8Array,
): Promise<{ names: string[]; problems: string[] }> {
  const { members, findings } = await readAll(archive);
  return {
    names: members.map((member) => member.name),
    problems: findings
      .filter((found) => found.severity !== "info")
      .map((found) => found.code),
  };
}
