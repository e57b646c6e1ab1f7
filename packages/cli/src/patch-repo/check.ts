import { join } from "node:path";
import {
  equalBytes,
  finding,
  findingFromError,
  isCodedError,
  type Finding,
} from "@stx-patch/core";
import { REPO_CHECK_ERRORS, type RepoCheckCode } from "./check-codes.js";
import {
  nativeDecompressor,
  nativeHash,
  openFileSource,
  readSmallFile,
} from "@stx-patch/node-io";
import { readRepository, type RepoPackage } from "@stx-patch/repodata";
import { readWholeRpm } from "../commands/whole-rpm.js";
import { compsOf } from "./groups.js";
import { rpmLocation, type PatchRepo } from "./layout.js";
import { missingRequirements, readPatches, type RepoPatch } from "./patches.js";
import {
  contentsOf,
  lackingRpms,
  readRpms,
  rpmNames,
  supersededOf,
} from "./rpms.js";

/**
 * What is wrong with a repository; empty when nothing is.
 *
 * @param advance - told of every byte of RPMs that was read
 */
export async function checkRepo(
  repo: PatchRepo,
  advance: (bytes: number) => void,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const patches = await readPatches(repo);
  const contents = contentsOf(patches);
  const names = await rpmNames(repo);
  const present = names.filter((name) => contents.includes(name));
  for (const name of lackingRpms(patches, new Set(present)))
    findings.push(error("REPO_RPM_MISSING", `${name} is missing`));
  for (const name of names)
    if (!contents.includes(name))
      findings.push(
        warning(
          "REPO_RPM_FOREIGN",
          `${name} is of no patch; hosts do not see it`,
        ),
      );
  const sound = await soundRpms(repo, present, findings, advance);
  const superseded = supersededOf(await readRpms(repo, sound)).map(
    ({ fileName }) => fileName,
  );
  for (const name of superseded)
    findings.push(warning("REPO_RPM_SUPERSEDED", `${name} is not purged`));
  for (const { id, requires } of missingRequirements(patches))
    findings.push(
      warning("REPO_REQUIRES_MISSING", `${id} requires ${requires}`),
    );
  const listed = sound.filter((name) => !superseded.includes(name));
  findings.push(...(await checkRepodata(repo, listed)));
  findings.push(...(await checkComps(repo, patches)));
  return findings;
}

/** Reads every RPM to its end and compares its digests. */
async function soundRpms(
  repo: PatchRepo,
  names: readonly string[],
  findings: Finding[],
  advance: (bytes: number) => void,
): Promise<string[]> {
  const sound: string[] = [];
  for (const name of names)
    try {
      const rpm = await readWholeRpm(name, repo.packages, {
        unpack: false,
        advance,
      });
      if (rpm.digests.ok) sound.push(name);
      else
        findings.push(
          error("REPO_RPM_DAMAGED", `${name}: its digests do not match`),
        );
    } catch (cause) {
      if (!isCodedError(cause) || !cause.code.startsWith("RPM_")) throw cause;
      findings.push(error("REPO_RPM_DAMAGED", `${name}: ${cause.message}`));
    }
  return sound;
}

async function checkRepodata(
  repo: PatchRepo,
  expected: readonly string[],
): Promise<Finding[]> {
  let packages: RepoPackage[];
  try {
    packages = await readRepository({
      open: (path) => contentOf(join(repo.path, path)),
      decompressor: nativeDecompressor,
      hash: nativeHash,
    });
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    return [findingFromError(cause, "error")];
  }
  const listed = new Set(packages.map(({ location }) => location));
  const wanted = new Set(expected.map(rpmLocation));
  const missing = [...wanted].filter((location) => !listed.has(location));
  const surplus = [...listed].filter(
    (location) => location === undefined || !wanted.has(location),
  );
  return missing.length + surplus.length === 0
    ? []
    : [
        error(
          "REPO_OUTDATED",
          `repodata lack ${missing.length} RPMs and have ${surplus.length} that are not there`,
        ),
      ];
}

async function checkComps(
  repo: PatchRepo,
  patches: readonly RepoPatch[],
): Promise<Finding[]> {
  const wanted = new TextEncoder().encode(compsOf(patches));
  try {
    const maxBytes = wanted.length;
    const held = await readSmallFile(repo.comps, { maxBytes });
    if (equalBytes(held, wanted)) return [];
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    if (cause.code !== "IO_INPUT_TOO_LARGE")
      return [findingFromError(cause, "error")];
  }
  return [
    error("REPO_OUTDATED", "comps.xml has other groups than the patches"),
  ];
}

async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  const source = await openFileSource(path);
  try {
    yield* source.open();
  } finally {
    await source.close();
  }
}

function error(code: RepoCheckCode, message: string): Finding {
  return finding(REPO_CHECK_ERRORS, code, "error", message);
}

function warning(code: RepoCheckCode, message: string): Finding {
  return finding(REPO_CHECK_ERRORS, code, "warning", message);
}
