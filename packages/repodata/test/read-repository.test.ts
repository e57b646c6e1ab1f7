import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { nativeDecompressor, nativeHash } from "@stx-patch/node-io";
import {
  DEFAULT_REPO_LIMITS,
  readRepository,
  REPOMD_PATH,
  type RepoLimits,
  type RepoPackage,
} from "../src/index.js";
import {
  packageXml,
  primaryXml,
  repomdXml,
  streamOf,
} from "./support/documents.js";

const PRIMARY = new TextEncoder().encode(primaryXml(packageXml()));
const GZIP = gzipSync(PRIMARY);

interface Repository {
  /** Of the list of packages, as stored. */
  readonly stored: Uint8Array;
  readonly href?: string;
  readonly checksum?: string;
  readonly openSize?: number;
  readonly limits?: Partial<RepoLimits>;
}

/** Reads a repository that is as it should be but for what a test says. */
function read({
  stored,
  href = "repodata/primary.xml.gz",
  checksum = `<checksum type="sha256">${createHash("sha256").update(stored).digest("hex")}</checksum>`,
  openSize = PRIMARY.length,
  limits,
}: Repository): Promise<RepoPackage[]> {
  const repomd = repomdXml(
    `<data type="primary">${checksum}<location href="${href}"/><open-size>${openSize}</open-size></data>`,
  );
  return readRepository({
    open: (path) => streamOf(path === REPOMD_PATH ? repomd : stored, 4096),
    decompressor: nativeDecompressor,
    hash: nativeHash,
    limits: { ...DEFAULT_REPO_LIMITS, ...limits },
  });
}

describe("a repository", () => {
  it.each([
    ["gzip", "repodata/primary.xml.gz", GZIP],
    ["no compression", "repodata/primary.xml", PRIMARY],
  ])("is read with %s", async (_what, href, stored) => {
    const [found] = await read({ href, stored });
    expect(found?.name).toBe("foo");
  });

  it.each(["bz2", "xz", "zck"])(
    "says so when its list is compressed as .%s",
    async (ending) => {
      const href = `repodata/primary.xml.${ending}`;
      await expect(read({ stored: GZIP, href })).rejects.toMatchObject({
        code: "REPO_COMPRESSION_UNKNOWN",
      });
    },
  );

  it.each([
    [
      "a cut list",
      { stored: GZIP.subarray(0, 100) },
      "REPO_COMPRESSED_DAMAGED",
    ],
    ["no gzip", { stored: PRIMARY }, "REPO_COMPRESSED_DAMAGED"],
    [
      "another list than announced",
      { stored: GZIP, checksum: `<checksum type="sha256">00</checksum>` },
      "REPO_CHECKSUM_MISMATCH",
    ],
    ["a list without digest", { stored: GZIP, checksum: "" }, "REPO_STRUCTURE"],
    [
      "a digest of an unknown kind",
      { stored: GZIP, checksum: `<checksum type="crc">00</checksum>` },
      "REPO_STRUCTURE",
    ],
    [
      "a list that unpacks to more than announced",
      { stored: GZIP, openSize: 10 },
      "REPO_TOO_LARGE",
    ],
    [
      "a list beyond the limit",
      { stored: GZIP, limits: { maxPrimaryBytes: 10 } },
      "REPO_TOO_LARGE",
    ],
    [
      "a repomd.xml beyond the limit",
      { stored: GZIP, limits: { maxRepomdBytes: 10 } },
      "REPO_TOO_LARGE",
    ],
  ] satisfies [string, Repository, string][])(
    "refuses %s",
    async (_what, repository, code) => {
      await expect(read(repository)).rejects.toMatchObject({ code });
    },
  );

  it("stops a bomb before it has unpacked", async () => {
    const bomb = gzipSync(
      Buffer.concat([PRIMARY, Buffer.alloc(64 * 1024 * 1024, 0x20)]),
    );
    const before = process.memoryUsage().rss;
    await expect(
      read({ stored: bomb, openSize: 1_000_000_000 }),
    ).rejects.toMatchObject({ code: "REPO_XML_LIMIT" });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it("has to have a list of packages", async () => {
    await expect(
      readRepository({
        open: () => streamOf(repomdXml()),
        decompressor: nativeDecompressor,
        hash: nativeHash,
      }),
    ).rejects.toMatchObject({ code: "REPO_PRIMARY_MISSING" });
  });
});
