import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import type { Problems } from "../../problems.js";
import type { Io } from "../../world/io.js";
import { problemListOf } from "./rewrite-files.js";
import type { Decide } from "./rewrite-jobs.js";
import { runRewriting } from "./run-rewriting.js";

/** `patch-sign resign`. */
export function runSignResign(
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
): Promise<number> {
  const decide: Decide = ({ file, report }, _problems, { patchKey }) => {
    const { spkiSha256 } = patchKey.signer.key;
    if (!line.flag("force") && report.signer?.spkiSha256 === spkiSha256)
      throw new CliError(
        "CLI_KEY_SAME",
        `${file} is signed by the key ${patchKey.source} already`,
      );
    return { metadata: undefined, changes: [], isNeeded: true };
  };
  const rewriting = { label: "signing", decide };
  return runRewriting(line, problemListOf(problems), rewriting, io);
}
