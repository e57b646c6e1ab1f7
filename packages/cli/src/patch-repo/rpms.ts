import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareText } from "@stx-patch/core";
import { coded, createFileHeads } from "@stx-patch/node-io";
import { packageKey } from "@stx-patch/repodata";
import {
  compareEvr,
  describeRpm,
  parseRpmFileName,
  readRpmHeadersSync,
  type Evr,
} from "@stx-patch/rpm-parser";
import type { PatchRepo } from "./layout.js";
import type { RepoPatch } from "./patches.js";

/** An RPM of a repository, by what its header says. */
export interface RepoRpm {
  readonly fileName: string;
  /** `name.arch`: of these a host has one version. */
  readonly key: string;
  readonly evr: Evr;
}

/** Names of the RPMs in `Packages/`, sorted. */
export async function rpmNames(repo: PatchRepo): Promise<string[]> {
  const names = await coded("list", repo.shown, () => readdir(repo.packages));
  return names.filter((name) => name.endsWith(".rpm")).toSorted(compareText);
}

/**
 * Reads the headers of RPMs.
 *
 * @throws RpmError, IoError
 */
export async function readRpms(
  repo: PatchRepo,
  names: readonly string[],
): Promise<RepoRpm[]> {
  const heads = createFileHeads();
  const rpms: RepoRpm[] = [];
  for (const fileName of names)
    rpms.push(
      await heads.use(join(repo.packages, fileName), (read) => {
        const headers = readRpmHeadersSync(read, { name: fileName });
        const { name, arch, epoch, version, release } = describeRpm(headers);
        const evr = { epoch: String(epoch ?? 0), version, release };
        return Promise.resolve({
          fileName,
          key: packageKey({ name, arch }),
          evr,
        });
      }),
    );
  return rpms;
}

/** The RPMs of which there is a newer one of the same name and architecture, which is what the original purges. */
export function supersededOf(rpms: readonly RepoRpm[]): RepoRpm[] {
  const newest = new Map<string, RepoRpm>();
  for (const rpm of rpms) {
    const other = newest.get(rpm.key);
    if (other === undefined || compareEvr(rpm.evr, other.evr) > 0)
      newest.set(rpm.key, rpm);
  }
  return rpms.filter((rpm) => newest.get(rpm.key) !== rpm);
}

/** The file names in the contents of patches, sorted, each once. */
export function contentsOf(patches: readonly RepoPatch[]): string[] {
  const names = patches.flatMap(({ metadata }) => metadata.contents);
  return [...new Set(names)].toSorted(compareText);
}

/**
 * RPMs of patches that are not there and were not purged either: purging leaves another one of the same name and architecture that
 * some patch brings.
 *
 * @param present - names of the RPMs that are there
 */
export function lackingRpms(
  patches: readonly RepoPatch[],
  present: ReadonlySet<string>,
): string[] {
  const contents = contentsOf(patches);
  const keys = new Set(
    contents.filter((name) => present.has(name)).map(keyOfFileName),
  );
  return contents.filter(
    (name) => !present.has(name) && !keys.has(keyOfFileName(name)),
  );
}

/** `name.arch` as a target takes it from a file's name. */
export function keyOfFileName(fileName: string): string {
  const parts = parseRpmFileName(fileName);
  return parts === undefined ? fileName : packageKey(parts);
}
