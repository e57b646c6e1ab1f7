import { ShellVariables } from "./shell-variables.js";
import { ShellReader } from "./shell-words.js";

/** What a `release-info.inc` sets. */
export interface ReleaseInfo {
  /** Value of `PLATFORM_RELEASE`; undefined when it is not set, empty, or not known for sure. */
  readonly platformRelease: string | undefined;
  /** Variables whose value is known for sure. */
  readonly variables: ReadonlyMap<string, string>;
  /** What was not understood, each with its line. */
  readonly problems: string[];
}

/**
 * Reads a `release-info.inc`: the shell fragment that the original sources (spec section 7). It is parsed, never executed: comments,
 * quotes, escapes, continued lines, `export` and references to earlier variables of the same file mean what they mean to a
 * shell, and so does a later assignment. What would have to be executed is reported as a problem, and every variable whose value depends on it is
 * left out. Windows line ends are taken for line ends.
 */
export function parseReleaseInfo(text: string): ReleaseInfo {
  const shell = new ShellVariables();
  const reader = new ShellReader(
    text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n"),
  );
  for (;;) {
    const command = reader.nextCommand();
    if (command === undefined) break;
    shell.run(command);
  }
  if (reader.lost !== undefined)
    shell.overturn(reader.line, `${reader.lost}; the rest is not read`);

  const { variables, problems } = shell;
  const release = variables.get("PLATFORM_RELEASE");
  return {
    platformRelease: release === "" ? undefined : release,
    variables,
    problems,
  };
}
