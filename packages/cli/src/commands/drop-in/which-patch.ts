import { join, resolve } from "node:path";
import {
  patchFileName,
  patchIdProblem,
  toPatchId,
  type PatchMetadata,
} from "@stx-patch/patch-format";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { statIfThere } from "../../world/files.js";
import type { Io } from "../../world/io.js";

/** The patch that the command line of an original tool means. */
export interface WhichPatch {
  /** Absolute. */
  readonly path: string;
  /** What the file has to hold, when it was named by id and release. */
  readonly named: { readonly id: string; readonly release: string } | undefined;
}

/**
 * Finds the file. The original kept its patches in a git, `<release>/<id>.patch`; here that is looked for below the
 * working directory, and `<id>.patch` in it.
 *
 * @throws CliError CLI_ARGUMENT_MISSING, CLI_ARGUMENT_UNEXPECTED, CLI_OPTIONS_CONFLICT; FormatError ID_INVALID
 */
export async function whichPatch(
  line: ParsedLine,
  { cwd, env }: Pick<Io, "cwd" | "env">,
): Promise<WhichPatch> {
  if (line.positionals.length > 0)
    throw new CliError(
      "CLI_ARGUMENT_UNEXPECTED",
      `${line.positionals.join(" ")}: the patch is named with --file`,
    );
  const file = line.text("file");
  if (file !== undefined)
    return { path: resolve(cwd, expandHome(file, env)), named: undefined };
  const id = line.text("id");
  const release = line.text("sw_version");
  if (id === undefined || release === undefined)
    throw new CliError("CLI_ARGUMENT_MISSING", "no patch is named", {
      remedy: "Give --file PATH, or both --sw_version VERSION and --id ID.",
    });
  return { path: await placeOf(id, release, cwd), named: { id, release } };
}

/**
 * Compares what a file holds with what it was named.
 *
 * @throws CliError CLI_PATCH_MISMATCH
 */
export function assertNamed(
  { path, named }: WhichPatch,
  { id, swVersion }: PatchMetadata,
): void {
  if (named === undefined) return;
  if (named.id === id && named.release === swVersion) return;
  throw new CliError(
    "CLI_PATCH_MISMATCH",
    `${path} holds ${id} for ${swVersion}, not ${named.id} for ${named.release}`,
    { location: { file: path } },
  );
}

/** The lines that the original prints about a patch that was named by id. */
export function placeLines({ path, named }: WhichPatch): string {
  if (named === undefined) return "";
  return [
    `patch_id = ${named.id}`,
    `patch_file_name = ${patchFileName(toPatchId(named.id))}`,
    `patch_path = ${path}`,
    "",
  ].join("\n");
}

async function placeOf(
  id: string,
  release: string,
  cwd: string,
): Promise<string> {
  const problem = patchIdProblem(release);
  if (problem !== undefined)
    throw new CliError("CLI_OPTION_VALUE_INVALID", `--sw_version ${problem}`);
  const name = patchFileName(toPatchId(id));
  const places = [join(cwd, release, name), join(cwd, name)];
  const [inRelease, here] = await Promise.all(places.map(isThere));
  if (inRelease === true && here === true)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      `${places.join(" and ")} are both there`,
      { remedy: "Say which one is meant with --file." },
    );
  return join(cwd, here === true ? name : join(release, name));
}

async function isThere(path: string): Promise<boolean> {
  return (await statIfThere(path)) !== undefined;
}

/** Shells leave the tilde in `--file=~/x` to the program. */
function expandHome(path: string, env: Io["env"]): string {
  const home = env["HOME"];
  return home !== undefined && /^~(?:\/|$)/.test(path)
    ? home + path.slice(1)
    : path;
}
