import {
  assertFaithful,
  BuildError,
  changeMetadata,
  changeProblems,
  fieldChanges,
  type MetadataChange,
} from "@stx-patch/patch-build";
import type { ParsedLine } from "../../command-line/parse.js";
import type { Problems } from "../../problems.js";
import type { Io } from "../../world/io.js";
import { readChange } from "./read-change.js";
import { problemListOf } from "./rewrite-files.js";
import type { Decide } from "./rewrite-jobs.js";
import { runRewriting } from "./run-rewriting.js";

/** `patch-modify`. */
export async function runPatchModify(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = problemListOf(lineProblems);
  const change = await problems.attempt(() => readChange(line));
  if (change !== undefined) problems.add(...changeProblems(change));
  const decide = decideChange(change ?? {}, line.text("output") !== undefined);
  return runRewriting(line, problems, { label: "modifying", decide }, io);
}

/** @param isCopy - a copy is written even when nothing differs */
export function decideChange(change: MetadataChange, isCopy: boolean): Decide {
  return ({ file, report, verified }, problems) => {
    const { findings, findingsOmitted } = report;
    if (findingsOmitted > 0)
      throw new BuildError(
        "BUILD_PATCH_UNFAITHFUL",
        `${file} has more findings than can be looked at`,
      );
    assertFaithful(findings, file);
    const changed = changeMetadata(verified.metadata, change);
    if (!changed.ok) {
      problems.add(
        ...changed.problems.map(({ code, message, remedy }) => ({
          ...{ code, remedy, location: { file } },
          message: `${file}: ${message}`,
        })),
      );
      return undefined;
    }
    const changes = fieldChanges(verified.metadata, changed.value);
    const isNeeded = isCopy || changes.length > 0;
    return { metadata: changed.value, changes, isNeeded };
  };
}
