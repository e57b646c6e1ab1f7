import { join, resolve } from "node:path";
import {
  withRelease,
  type BaseRelease,
  type OtherPatch,
  type OtherPatchSummary,
} from "@stx-patch/patch-verify";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import type { BaseRpm } from "../world/base-files.js";
import type { loadBase as LoadBase } from "../world/base.js";
import { statIfThere } from "../world/files.js";
import { findFiles } from "../world/find-files.js";
import type { Io } from "../world/io.js";
import type { ReleaseNeeds, TrustSetup } from "./verify-file.js";
import { verifyFiles } from "./verify-files.js";
import type { VerifyOutcome } from "./verify-outcome.js";

/** An outcome with everything that others have to fit with. */
type KnownPatch = Extract<VerifyOutcome, { readonly report: object }> &
  Required<Pick<Extract<VerifyOutcome, { readonly report: object }>, "facts">>;

/** What `--base` and `--with` ask about. */
export interface ReleaseSetup {
  readonly needs: ReleaseNeeds;
  readonly base: BaseRelease | undefined;
  readonly withPatches: readonly KnownPatch[];
}

/**
 * Reads the base and the patches that the system has; undefined when nobody asks.
 *
 * @throws CliError CLI_BASE_MISSING, CLI_BASE_EMPTY, CLI_WITH_UNREADABLE, CLI_INPUT_MISSING; RepoError; Problems
 */
export async function releaseSetup(
  line: ParsedLine,
  setup: TrustSetup,
  io: Io,
): Promise<ReleaseSetup | undefined> {
  const folder = line.text("base");
  const named = line.list("with");
  if (folder === undefined && named.length === 0) return undefined;
  const loaded =
    folder === undefined
      ? undefined
      : await load(folder, io.cwd, setup.target?.release.swVersion);
  const needs = { rpms: loaded?.rpms ?? new Map<string, BaseRpm>() };
  const files = await patchFiles(named, io.cwd);
  return {
    needs,
    base: loaded?.release,
    withPatches: await readPatches(files, { ...setup, release: needs }, io),
  };
}

/** What reads repositories is loaded by the first that has one. */
const load: typeof LoadBase = async (...given) => {
  const { loadBase } = await import("../world/base.js");
  return loadBase(...given);
};

/** Directories stand for the patches in them. */
async function patchFiles(
  named: readonly string[],
  cwd: string,
): Promise<string[]> {
  const files: string[] = [];
  for (const name of named) {
    const path = resolve(cwd, name);
    const status = await statIfThere(path);
    if (status?.isDirectory() !== true) {
      files.push(name);
      continue;
    }
    const found = await findFiles(path, ".patch");
    if (found.length === 0)
      throw new CliError(
        "CLI_INPUT_MISSING",
        `${name}: no .patch file in this directory`,
      );
    files.push(...found.map((file) => join(name, file.slice(path.length + 1))));
  }
  return files;
}

async function readPatches(
  files: readonly string[],
  setup: TrustSetup,
  io: Io,
): Promise<KnownPatch[]> {
  const known: KnownPatch[] = [];
  const options = { jobs: 1, advance: () => undefined, fileDigest: false };
  for await (const outcome of verifyFiles(files, setup, io, options)) {
    if (!isKnown(outcome))
      throw new CliError(
        "CLI_WITH_UNREADABLE",
        `--with ${outcome.file}: ${"error" in outcome ? outcome.error.message : "it has no metadata that can be read"}`,
      );
    known.push(outcome);
  }
  return known;
}

/** Adds to each report whether its patch fits; those of one run are one delivery and see each other. */
export function judgeOutcomes(
  outcomes: readonly VerifyOutcome[],
  { base, withPatches }: ReleaseSetup,
): VerifyOutcome[] {
  const delivery = outcomes.filter(isKnown);
  return outcomes.map((outcome) => {
    if ("error" in outcome) return outcome;
    const others = [
      ...withPatches,
      ...delivery.filter((other) => other !== outcome),
    ];
    const question = {
      base,
      others: others.map(otherPatch),
      namesAllPatches: withPatches.length > 0,
    };
    const { report, facts } = outcome;
    return {
      ...outcome,
      report: withRelease(report, facts, question, others.map(summary)),
    };
  });
}

function isKnown(outcome: VerifyOutcome): outcome is KnownPatch {
  return "report" in outcome && outcome.facts !== undefined;
}

function otherPatch({ file, facts }: KnownPatch): OtherPatch {
  return { source: file, facts };
}

function summary({ file, facts, report }: KnownPatch): OtherPatchSummary {
  return { file, id: facts.metadata.id, verdict: report.verdict };
}
