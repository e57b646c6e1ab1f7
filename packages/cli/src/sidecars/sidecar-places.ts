import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { identityOf } from "../world/files.js";
import { assertNoInput, type OutputTarget } from "../world/output.js";
import { PROVENANCE_SUFFIX } from "./provenance.js";
import { SHA256SUMS_SUFFIX } from "./sha256sums.js";

/**
 * Refuses files beside a patch that would replace something else. Their names are not typed in, so nobody sees that one of them
 * is there already and links to an input.
 *
 * @param inputs - every file that the build reads, absolute
 * @throws CliError CLI_OPTION_VALUE_INVALID, CLI_OPTIONS_CONFLICT, CLI_OUTPUT_IS_INPUT
 */
export async function assertSidecarPlaces(
  line: ParsedLine,
  output: OutputTarget | undefined,
  inputs: readonly string[],
  cwd: string,
): Promise<void> {
  if (output?.kind !== "file") return;
  const taken = new Set([identityOf(output.path)]);
  for (const path of await placesOf(line, output.path, cwd)) {
    assertNoInput({ kind: "file", path }, inputs);
    const place = identityOf(path);
    if (taken.has(place))
      throw new CliError(
        "CLI_OPTIONS_CONFLICT",
        `two files of this build would go to ${path}`,
      );
    taken.add(place);
  }
}

/** Where the files go that a build is asked for, absolute. */
async function placesOf(
  line: ParsedLine,
  patch: string,
  cwd: string,
): Promise<string[]> {
  return [
    ...(line.list("sbom").length > 0 ? await sbomPlaces(line, patch, cwd) : []),
    ...(line.flag("provenance") ? [`${patch}${PROVENANCE_SUFFIX}`] : []),
    ...(line.flag("sha256sums") ? [`${patch}${SHA256SUMS_SUFFIX}`] : []),
  ];
}

async function sbomPlaces(
  line: ParsedLine,
  patch: string,
  cwd: string,
): Promise<string[]> {
  const { SBOM_SUFFIX } = await import("@stx-patch/sbom");
  const { sbomRequests } = await import("./sbom-request.js");
  return sbomRequests(line, cwd).map(
    ({ format, path }) => path ?? `${patch}${SBOM_SUFFIX[format]}`,
  );
}
