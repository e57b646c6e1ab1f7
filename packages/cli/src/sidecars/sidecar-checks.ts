import type { ParsedLine } from "../command-line/parse.js";
import type { TrustSetup } from "../commands/verify-file.js";
import { CliError } from "../error.js";
import type { Io } from "../world/io.js";
import type { SidecarCheck, SidecarChecks } from "./sidecar.js";

/**
 * The checks of files beside the patches that the command line asks for.
 *
 * @throws CliError CLI_OPTIONS_CONFLICT when a provenance is to be of several patches; IoError; SbomError
 */
export async function sidecarChecks(
  line: ParsedLine,
  setup: TrustSetup,
  { cwd }: Io,
): Promise<SidecarChecks> {
  const provenance = await provenanceCheck(line, setup, cwd);
  const sboms = await sbomPool(line, setup, cwd);
  return {
    isEmpty: provenance === undefined && sboms === undefined,
    next: () => [
      ...(sboms === undefined ? [] : [sboms.next()]),
      ...(provenance === undefined ? [] : [provenance]),
    ],
    leftOver: () => sboms?.leftOver() ?? [],
  };
}

async function provenanceCheck(
  line: ParsedLine,
  setup: TrustSetup,
  cwd: string,
): Promise<SidecarCheck | undefined> {
  const provenance = line.text("provenance");
  if (provenance === undefined) return undefined;
  if (line.positionals.length > 1)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      `--provenance is about one patch, ${line.positionals.length} are named`,
      { remedy: "Verify each patch with its own." },
    );
  const { checkProvenance } = await import("./check-provenance.js");
  return checkProvenance(provenance, cwd, setup);
}

async function sbomPool(
  line: ParsedLine,
  { limits }: TrustSetup,
  cwd: string,
): Promise<
  (Pick<SidecarChecks, "leftOver"> & { next(): SidecarCheck }) | undefined
> {
  const files = line.list("sbom");
  if (files.length === 0) return undefined;
  const { loadSboms } = await import("./verify-sboms.js");
  return loadSboms(files, {
    cwd,
    maxBytes: limits.maxSbomBytes,
    isOfOnePatch: line.positionals.length === 1,
  });
}
