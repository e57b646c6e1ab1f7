import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { identityOf } from "../world/files.js";
import { assertNoInput, type OutputTarget } from "../world/output.js";
import { sbomRequests } from "./sbom-request.js";

/**
 * Refuses SBOMs that could not be made, or would replace something else.
 *
 * @param inputs - every file that the build reads, absolute
 * @throws CliError CLI_OPTION_VALUE_INVALID, CLI_OPTIONS_CONFLICT, CLI_OUTPUT_IS_INPUT
 */
export async function assertSboms(
  line: ParsedLine,
  output: OutputTarget | undefined,
  inputs: readonly string[],
  cwd: string,
): Promise<void> {
  const requests = sbomRequests(line, cwd);
  if (requests.length > 0 && line.flag("no-self-check"))
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      "--sbom lists what the self-check reads back, and --no-self-check leaves that out",
      {
        remedy:
          "Leave one of them out, or make the SBOM later with patch-sbom.",
      },
    );
  if (requests.length === 0 && line.text("supplier") !== undefined)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      "--supplier is said in the SBOM, and none is asked for",
      { remedy: "Add --sbom cyclonedx, or leave it out." },
    );
  const taken = new Set<string>(
    output?.kind === "file" ? [await identityOf(output.path)] : [],
  );
  for (const { path } of requests) {
    if (path === undefined) continue;
    await assertNoInput({ kind: "file", path }, inputs);
    const place = await identityOf(path);
    if (taken.has(place))
      throw new CliError(
        "CLI_OPTIONS_CONFLICT",
        `two files of this build would go to ${path}`,
      );
    taken.add(place);
  }
}
