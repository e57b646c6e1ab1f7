import type { ParsedLine } from "../command-line/parse.js";
import type { TrustSetup } from "../commands/verify-file.js";
import { CliError } from "../error.js";
import type { Io } from "../world/io.js";
import type { SidecarCheck } from "./sidecar.js";

/** Options of `patch-verify` that name a file beside the one patch. */
const SIDECAR_OPTIONS = ["provenance"] as const;

/**
 * The checks of files beside the patch that the command line asks for.
 *
 * @throws CliError CLI_OPTIONS_CONFLICT when it names another number of patches than one; IoError
 */
export async function sidecarChecks(
  line: ParsedLine,
  setup: TrustSetup,
  { cwd }: Io,
): Promise<SidecarCheck[]> {
  const [asked] = SIDECAR_OPTIONS.filter(
    (name) => line.text(name) !== undefined,
  );
  if (asked === undefined) return [];
  if (line.positionals.length > 1)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      `--${asked} is about one patch, ${line.positionals.length} are named`,
      { remedy: "Verify each patch with its own." },
    );
  const checks: SidecarCheck[] = [];
  const provenance = line.text("provenance");
  if (provenance !== undefined) {
    const { checkProvenance } = await import("./check-provenance.js");
    checks.push(await checkProvenance(provenance, cwd, setup));
  }
  return checks;
}
