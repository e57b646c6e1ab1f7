import { nearestName, type CodedProblem } from "@stx-patch/core";
import { CliError } from "../error.js";
import { allOptions } from "./common-options.js";
import type { CommandSpec, OptionSpec } from "./option.js";

/** A command line with every option written as `--name=value` or `--name`, positionals apart. */
export interface NormalizedLine {
  readonly options: readonly string[];
  readonly positionals: readonly string[];
  readonly problems: readonly CodedProblem[];
}

/**
 * Brings a command line into one unambiguous form and reports all that is wrong with it.
 *
 * A value that starts with a dash is a value all the same when it follows an option that takes one,
 * as getopt has it: a text like "- fixes the audit" must not turn into options.
 */
export function normalizeArguments(
  argv: readonly string[],
  spec: CommandSpec,
): NormalizedLine {
  const declared = allOptions(spec);
  const options: string[] = [];
  const positionals: string[] = [];
  const problems: CodedProblem[] = [];
  const seen = new Set<string>();
  const queue = [...argv];
  for (let token = queue.shift(); token !== undefined; token = queue.shift()) {
    if (token === "--") {
      positionals.push(...queue.splice(0));
    } else if (token === "-" || !token.startsWith("-")) {
      positionals.push(token);
      if (spec.syntax === "getopt") positionals.push(...queue.splice(0));
    } else {
      takeOption(token);
    }
  }
  return { options, positionals, problems };

  function takeOption(token: string): void {
    const { name, attached } = splitToken(token);
    const option = findOption(name, token);
    if (option === undefined) return;
    if (option.kind === "flag") {
      if (attached !== undefined) {
        const message = `--${option.name} takes no value, got ${JSON.stringify(attached)}`;
        problems.push(new CliError("CLI_OPTION_VALUE_UNEXPECTED", message));
      }
      if (!options.includes(`--${option.name}`))
        options.push(`--${option.name}`);
      return;
    }
    const value = attached ?? queue.shift();
    if (value === undefined) {
      const message = `--${option.name} needs ${option.placeholder ?? "a value"}`;
      problems.push(new CliError("CLI_OPTION_VALUE_MISSING", message));
      return;
    }
    checkValue(option, value);
    options.push(`--${option.name}=${value}`);
  }

  function findOption(name: string, token: string): OptionSpec | undefined {
    const isShort = !token.startsWith("--");
    const exact = declared.find(
      (option) => (isShort ? option.short : option.name) === name,
    );
    if (exact !== undefined) return exact;
    const byPrefix =
      spec.syntax === "getopt" && !isShort
        ? declared.filter((option) => option.name.startsWith(name))
        : [];
    if (byPrefix.length === 1) return byPrefix[0];
    if (byPrefix.length > 1) {
      const fits = byPrefix.map((option) => `--${option.name}`).join(", ");
      problems.push(
        new CliError("CLI_OPTION_AMBIGUOUS", `--${name} may be ${fits}`),
      );
      return undefined;
    }
    const near = nearestName(
      name,
      declared.map((option) => option.name),
    );
    const hint =
      near === undefined ? {} : { remedy: `Did you mean --${near}?` };
    const shown = isShort ? `-${name}` : `--${name}`;
    problems.push(
      new CliError("CLI_OPTION_UNKNOWN", `unknown option ${shown}`, hint),
    );
    return undefined;
  }

  function checkValue(option: OptionSpec, value: string): void {
    if (
      option.kind === "text" &&
      option.lastWins !== true &&
      seen.has(option.name)
    ) {
      const message = `--${option.name} is given more than once`;
      problems.push(new CliError("CLI_OPTION_REPEATED", message));
    }
    seen.add(option.name);
    if (option.choices !== undefined && !option.choices.includes(value)) {
      const message = `--${option.name} takes ${option.choices.join(" or ")}, got ${JSON.stringify(value)}`;
      problems.push(new CliError("CLI_OPTION_VALUE_INVALID", message));
    }
  }
}

function splitToken(token: string): {
  name: string;
  attached: string | undefined;
} {
  if (!token.startsWith("--")) {
    return {
      name: token.slice(1, 2),
      attached: token.length > 2 ? token.slice(2) : undefined,
    };
  }
  const equals = token.indexOf("=");
  return equals === -1
    ? { name: token.slice(2), attached: undefined }
    : { name: token.slice(2, equals), attached: token.slice(equals + 1) };
}
