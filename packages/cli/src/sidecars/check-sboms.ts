import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { sbomRequests } from "./sbom-request.js";

/**
 * Refuses SBOMs that could not be made.
 *
 * @throws CliError CLI_OPTION_VALUE_INVALID, CLI_OPTIONS_CONFLICT
 */
export function assertSboms(line: ParsedLine, cwd: string): void {
  sbomRequests(line, cwd);
  if (line.flag("no-self-check"))
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      "--sbom lists what the self-check reads back, and --no-self-check leaves that out",
      {
        remedy:
          "Leave one of them out, or make the SBOM later with patch-sbom.",
      },
    );
}
