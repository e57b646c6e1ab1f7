import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { nativeDecompressor, nativeHash } from "@stx-patch/node-io";
import {
  dependencyText,
  describeRpm,
  readRpmHeaders,
  type Dependency,
} from "@stx-patch/rpm-parser";
import {
  describeWithTool,
  runOk,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import {
  nevraText,
  readRepository,
  repoPackageOf,
  type RepoPackage,
} from "../src/index.js";

const FOLDER = vectorPath("rpm", "unsigned/4.18");

/** What createrepo_c makes of a folder of RPMs, as this package reads it. */
async function fromRepodata(
  options: readonly string[],
): Promise<RepoPackage[]> {
  return withTempDir(async (folder) => {
    for (const name of readdirSync(FOLDER))
      await copyFile(join(FOLDER, name), join(folder, name));
    await runOk("createrepo_c", ["--quiet", ...options, folder]);
    return readRepository({
      open: (path) => createReadStream(join(folder, path)),
      decompressor: nativeDecompressor,
      hash: nativeHash,
    });
  });
}

async function fromHeaders(): Promise<RepoPackage[]> {
  const packages: RepoPackage[] = [];
  for (const name of readdirSync(FOLDER)) {
    const headers = await readRpmHeaders([readFileSync(join(FOLDER, name))]);
    const info = describeRpm(headers);
    if (!info.isSource) packages.push(repoPackageOf(headers, info, name));
  }
  return packages;
}

/** Order, repetitions, what rpm keeps to itself, and an epoch that is written out although it is 0, put aside. */
function texts(list: readonly Dependency[]): string[] {
  const shown = list
    .filter(({ name }) => !name.startsWith("rpmlib("))
    .map((one) => dependencyText(one).replace(/(?<= )0:/, ""));
  return [...new Set(shown)].toSorted();
}

function comparable(packages: readonly RepoPackage[]): object {
  return Object.fromEntries(
    packages.map((found) => [
      nevraText(found),
      {
        location: found.location,
        provides: texts(found.provides),
        files: found.files.toSorted(),
      },
    ]),
  );
}

describeWithTool("createrepo_c", "what createrepo_c writes", () => {
  it.each([
    ["gzip", []],
    ["SHA-512", ["--checksum=sha512", "--repomd-checksum=sha512"]],
  ])(
    "says the same as the headers, with %s",
    async (_what, options) => {
      const written = await fromRepodata(options);
      const own = await fromHeaders();
      expect(comparable(written)).toEqual(comparable(own));
      // createrepo leaves out what a package provides itself; nothing is added.
      for (const found of written) {
        const { requires = [], provides = [] } =
          own.find((other) => nevraText(other) === nevraText(found)) ?? {};
        const all = texts(requires);
        expect(all).toEqual(expect.arrayContaining(texts(found.requires)));
        const left = all.filter((one) => !texts(found.requires).includes(one));
        expect(texts(provides)).toEqual(expect.arrayContaining(left));
      }
    },
    60_000,
  );
});
