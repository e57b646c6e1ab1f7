import type { ParsedLine } from "../command-line/parse.js";
import type { TrustSetup } from "../commands/verify-file.js";
import { CliError } from "../error.js";
import type { Io } from "../world/io.js";
import type { SidecarCheck, SidecarChecks } from "./sidecar.js";

/**
 * The checks of files beside the patches that the command line asks for.
 *
 * @throws CliError CLI_OPTIONS_CONFLICT when a provenance or a time stamp is to be of several patches; IoError; SbomError
 */
export async function sidecarChecks(
  line: ParsedLine,
  setup: TrustSetup,
  io: Io,
): Promise<SidecarChecks> {
  const provenance = await provenanceCheck(line, setup, io.cwd);
  const timestamp = await timestampCheck(line, setup, io);
  const sboms = await sbomPool(line, setup, io.cwd);
  const single = [provenance, timestamp].flatMap((check) => check ?? []);
  return {
    isEmpty: single.length === 0 && sboms === undefined,
    next: () => [...(sboms === undefined ? [] : [sboms.next()]), ...single],
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
  assertOnePatch("provenance", line);
  const { checkProvenance } = await import("./check-provenance.js");
  return checkProvenance(provenance, cwd, setup);
}

async function timestampCheck(
  line: ParsedLine,
  setup: TrustSetup,
  io: Io,
): Promise<SidecarCheck | undefined> {
  const timestamp = line.text("timestamp");
  if (timestamp === undefined) return undefined;
  assertOnePatch("timestamp", line);
  const { checkTimestamp } = await import("./check-timestamp.js");
  return checkTimestamp(timestamp, line, setup, io);
}

/** @throws CliError CLI_OPTIONS_CONFLICT */
function assertOnePatch(option: string, { positionals }: ParsedLine): void {
  if (positionals.length > 1)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      `--${option} is about one patch, ${positionals.length} are named`,
      { remedy: "Verify each patch with its own." },
    );
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
