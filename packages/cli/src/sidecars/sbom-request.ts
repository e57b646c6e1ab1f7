import { resolve } from "node:path";
import { SBOM_FORMATS, type SbomFormat } from "@stx-patch/sbom";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";

/** One SBOM that a build is asked for. */
export interface SbomRequest {
  readonly format: SbomFormat;
  /** Absolute; undefined for the place beside the patch. */
  readonly path: string | undefined;
}

/**
 * What `--sbom FORMAT[=FILE]` asks for.
 *
 * @throws CliError CLI_OPTION_VALUE_INVALID, CLI_OPTIONS_CONFLICT
 */
export function sbomRequests(line: ParsedLine, cwd: string): SbomRequest[] {
  const requests = line.list("sbom").map((value) => requestOf(value, cwd));
  const formats = requests.map(({ format }) => format);
  const twice = formats.find((format, i) => formats.indexOf(format) !== i);
  if (twice !== undefined)
    throw new CliError("CLI_OPTIONS_CONFLICT", `--sbom ${twice} comes twice`);
  return requests;
}

function requestOf(value: string, cwd: string): SbomRequest {
  const split = value.indexOf("=");
  const name = split < 0 ? value : value.slice(0, split);
  const file = split < 0 ? undefined : value.slice(split + 1);
  const format = SBOM_FORMATS.find((known) => known === name);
  if (format === undefined || file === "")
    throw new CliError(
      "CLI_OPTION_VALUE_INVALID",
      `--sbom: expected ${SBOM_FORMATS.join(" or ")}, with =FILE behind it where it is to go, got ${JSON.stringify(value.slice(0, 200))}`,
    );
  return { format, path: file === undefined ? undefined : resolve(cwd, file) };
}
