import { NODE_TYPE_OPTIONS } from "./patch-build.spec.js";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import type { ProblemList } from "../problems.js";
import type { RpmArgument } from "../world/inputs.js";

/** RPM arguments with the node types that their options stand for. */
export function rpmArguments(line: ParsedLine): RpmArgument[] {
  const byOption: { option: string; types: readonly string[] }[] = [
    ...NODE_TYPE_OPTIONS.map((type) => ({
      option: type,
      types: [type],
    })),
    { option: "all-nodes", types: [...NODE_TYPE_OPTIONS] },
  ];
  return [
    ...byOption.flatMap(({ option, types }) =>
      line.list(option).map((value) => ({ value, personalities: types })),
    ),
    ...line.positionals.map((value) => ({ value, personalities: [] })),
  ];
}

/** Options that make no sense together. */
export function checkConflicts(line: ParsedLine, problems: ProblemList): void {
  const conflict = (a: string, b: string): void => {
    problems.add(
      new CliError(
        "CLI_OPTIONS_CONFLICT",
        `${a} and ${b} contradict each other`,
      ),
    );
  };
  if (line.flag("no-ima")) {
    for (const option of ["ima-key", "ima-signer", "ima-layout"])
      if (line.text(option) !== undefined) conflict("--no-ima", `--${option}`);
  }
  if (
    line.text("release") !== undefined &&
    line.text("release-info") !== undefined
  ) {
    conflict("--release", "--release-info");
  }
}
