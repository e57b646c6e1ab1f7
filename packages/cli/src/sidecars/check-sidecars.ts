import type { PatchSigner } from "@stx-patch/core";
import { SigningError } from "@stx-patch/signing";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import type { OutputTarget } from "../world/output.js";
import type { NamedSigner } from "../world/signers.js";

/** What a build is asked to write beside the patch, by option. */
const SIDECAR_OPTIONS = ["sbom", "provenance", "sha256sums"] as const;

/** RFC 3986's scheme and its colon, and no spaces behind. */
const ABSOLUTE_URI = /^[A-Za-z][A-Za-z0-9+.-]*:[!-~]{1,2000}$/;

const MAX_INVOCATION_CHARACTERS = 2000;

/**
 * Refuses sidecars that could not be written when the patch is there.
 *
 * @throws CliError CLI_OPTIONS_CONFLICT, CLI_OPTION_VALUE_INVALID; SigningError KEY_UNSUITABLE
 */
export function assertSidecars(
  line: ParsedLine,
  output: OutputTarget | undefined,
  patchKey: NamedSigner<PatchSigner> | undefined,
): void {
  const asked = SIDECAR_OPTIONS.find(
    (name) => line.flag(name) || line.list(name).length > 0,
  );
  if (asked !== undefined && output?.kind === "stdout")
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      `--${asked} writes a file beside the patch, and --output - writes no file`,
      { remedy: "Name a file or a directory with -o." },
    );
  if (line.list("sbom").length === 0 && line.text("supplier") !== undefined)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      "--supplier is said in the SBOM, and none is asked for",
      { remedy: "Add --sbom cyclonedx, or leave it out." },
    );
  if (line.flag("provenance")) {
    assertProvenance(line, patchKey);
    return;
  }
  for (const name of ["builder-id", "invocation-id"])
    if (line.text(name) !== undefined)
      throw new CliError(
        "CLI_OPTIONS_CONFLICT",
        `--${name} is said in the provenance, and none is asked for`,
        { remedy: "Add --provenance, or leave it out." },
      );
}

function assertProvenance(
  line: ParsedLine,
  patchKey: NamedSigner<PatchSigner> | undefined,
): void {
  const builder = line.text("builder-id");
  if (builder !== undefined && !ABSOLUTE_URI.test(builder))
    throw new CliError(
      "CLI_OPTION_VALUE_INVALID",
      `--builder-id: expected a URI, got ${JSON.stringify(builder.slice(0, 200))}`,
      { remedy: "Write it with its scheme, e.g. https://ci.example.com/stx." },
    );
  if ((line.text("invocation-id")?.length ?? 0) > MAX_INVOCATION_CHARACTERS)
    throw new CliError(
      "CLI_OPTION_VALUE_INVALID",
      `--invocation-id: at most ${MAX_INVOCATION_CHARACTERS} characters are allowed`,
      { remedy: "Name the run, not all it did." },
    );
  if (patchKey?.server !== undefined)
    throw new SigningError(
      "KEY_UNSUITABLE",
      `${patchKey.source}: a signing server signs whole patches, so it cannot sign a provenance`,
      {
        remedy:
          "Leave --provenance out, or use a key or a program that signs digests.",
      },
    );
}
