import type { MetadataChange } from "@stx-patch/patch-build";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { STATUS_BY_OPTION } from "./patch-modify.spec.js";

/** Options of which one line can have one at most. */
const EXCLUSIVE = [
  [...Object.keys(STATUS_BY_OPTION), "status"],
  ["unremovable", "removable"],
  ["apply-active-release-only", "apply-any-release"],
];

/**
 * What the options of `patch-modify` want changed.
 *
 * @throws CliError CLI_OPTIONS_CONFLICT
 */
export function readChange(line: ParsedLine): MetadataChange {
  for (const options of EXCLUSIVE) assertOneOf(line, options);
  return {
    status: statusOf(line),
    summary: line.text("summary"),
    description: line.text("desc"),
    warnings: line.text("warn"),
    installInstructions: line.text("inst"),
    rebootRequired: line.text("reboot-required"),
    unremovable: switched(line, "unremovable", "removable"),
    applyActiveReleaseOnly: switched(
      line,
      "apply-active-release-only",
      "apply-any-release",
    ),
    clearRequires: line.flag("clear-req") ? true : undefined,
    dropRequires: line.list("drop-req"),
    addRequires: line.list("req"),
  };
}

function statusOf(line: ParsedLine): string | undefined {
  const [, status] =
    Object.entries(STATUS_BY_OPTION).find(([option]) => line.flag(option)) ??
    [];
  return status ?? line.text("status");
}

/** Undefined when neither option is given. */
function switched(
  line: ParsedLine,
  on: string,
  off: string,
): boolean | undefined {
  if (line.flag(on)) return true;
  return line.flag(off) ? false : undefined;
}

function assertOneOf(line: ParsedLine, options: readonly string[]): void {
  const given = options.filter(
    (name) => line.flag(name) || line.text(name) !== undefined,
  );
  if (given.length > 1)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      `${given.map((name) => `--${name}`).join(" and ")} contradict each other`,
    );
}
