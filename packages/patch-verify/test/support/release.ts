import type { PatchMetadata } from "@stx-patch/patch-format";
import { nevraText, type RepoPackage } from "@stx-patch/repodata";
import type { Dependency } from "@stx-patch/rpm-parser";
import { sampleMetadata } from "@stx-patch/testkit";
import {
  judgeRelease,
  PackageIndex,
  type PatchFacts,
  type ReleaseJudgement,
} from "../../src/index.js";

const COMPARISONS: Readonly<Record<string, number>> = {
  "<": 2,
  ">": 4,
  "=": 8,
  "<=": 10,
  ">=": 12,
};

/** `name`, or `name >= 1.0-2`. */
export function dependency(text: string): Dependency {
  const [, name = text, sign = "", version = ""] =
    /^(\S+) ([<=>]+) (\S+)$/.exec(text) ?? [];
  return { name, flags: COMPARISONS[sign] ?? 0, version };
}

/** A package from `name-[epoch:]version-release.arch`, which provides itself as all do. */
export function packageOf(
  nevra: string,
  more: {
    readonly provides?: readonly string[];
    readonly requires?: readonly string[];
    readonly files?: readonly string[];
  } = {},
): RepoPackage {
  const [, name, epoch = "0", version, release, arch] =
    /^(.+)-(?:([0-9]+):)?([^-]+)-([^-]+)\.([^.]+)$/.exec(nevra)!;
  const evr = `${epoch === "0" ? "" : `${epoch}:`}${version}-${release}`;
  return {
    name: name!,
    epoch,
    version: version!,
    release: release!,
    arch: arch!,
    provides: [`${name} = ${evr}`, ...(more.provides ?? [])].map(dependency),
    requires: (more.requires ?? []).map(dependency),
    files: more.files ?? [],
  };
}

/** A patch with these packages; all of them go to controllers. */
export function patchOf(
  id: string,
  packages: readonly RepoPackage[],
  metadata: Partial<PatchMetadata> = {},
): PatchFacts {
  const rpms = packages.map((found) => ({
    fileName: `${nevraText({ ...found, epoch: "0" })}.rpm`,
    package: found,
  }));
  return {
    metadata: sampleMetadata({
      id,
      contents: rpms.map(({ fileName }) => fileName),
      personalities: [
        { type: "controller", packages: packages.map(({ name }) => name) },
      ],
      ...metadata,
    }),
    rpms,
    isComplete: true,
  };
}

/** What a test asks about. */
export interface Case {
  readonly patch: PatchFacts;
  /** Packages of the base; without them there is none. */
  readonly base?: readonly RepoPackage[];
  readonly baseSwVersion?: string;
  readonly others?: readonly PatchFacts[];
  /** Default true. */
  readonly namesAllPatches?: boolean;
}

/** What the rules say. */
export function judge({
  patch,
  base,
  baseSwVersion,
  others = [],
  namesAllPatches = true,
}: Case): ReleaseJudgement {
  return judgeRelease(patch, {
    base: base && {
      source: "load",
      swVersion: baseSwVersion,
      packages: new PackageIndex(base),
    },
    others: others.map((facts) => ({
      source: `${facts.metadata.id}.patch`,
      facts,
    })),
    namesAllPatches,
  });
}

/** `error RELEASE_NOT_HIGHER`, one of each finding, in the order of the rules. */
export function found(asked: Case): string[] {
  return judge(asked).findings.map(
    ({ severity, code }) => `${severity} ${code}`,
  );
}
