import type { OptionSpec } from "../command-line/option.js";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";

const DEFAULT_TIMEOUT_SECONDS = 60;
const MAX_TIMEOUT_SECONDS = 86_400;

/**
 * Declaration of `--timeout`.
 *
 * @param what - somebody who is waited for
 */
export function timeoutOption(what: string, group: string): OptionSpec {
  return {
    name: "timeout",
    kind: "text",
    placeholder: "SECONDS",
    describe: `how long to wait for ${what}, ${DEFAULT_TIMEOUT_SECONDS} by default`,
    group,
  };
}

/** The value of `--timeout`, in milliseconds. @throws CliError CLI_OPTION_VALUE_INVALID */
export function timeoutMsOf(line: ParsedLine): number {
  const text = line.text("timeout") ?? String(DEFAULT_TIMEOUT_SECONDS);
  const seconds = /^[0-9]{1,5}$/.test(text) ? Number(text) : Infinity;
  if (seconds <= MAX_TIMEOUT_SECONDS) return seconds * 1000;
  throw new CliError(
    "CLI_OPTION_VALUE_INVALID",
    `--timeout: expected seconds, at most ${MAX_TIMEOUT_SECONDS}, got ${JSON.stringify(text)}`,
  );
}
