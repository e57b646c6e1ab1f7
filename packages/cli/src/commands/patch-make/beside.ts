import { basename, join } from "node:path";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import type { WrittenSidecar } from "../../sidecars/sidecar.js";
import { digestIfThere } from "../../world/file-digest.js";
import type { SidecarRecord } from "./build-record.js";
import { BESIDE_OPTIONS } from "./patch-make.spec.js";
import { givenArgv } from "./recipe-argv.js";

/** What is to be written beside each patch. */
export interface BesideRequest {
  /** For `patch-build`. */
  readonly argv: readonly string[];
  /** The part of it that decides what there is: who builds differs from run to run, and makes no file an old one. */
  readonly asked: readonly string[];
}

/** Options that a provenance repeats. */
const WHO_BUILDS = ["builder-id", "invocation-id"];

/**
 * What a command line asks for.
 *
 * @throws CliError CLI_OPTION_VALUE_INVALID, CLI_OPTIONS_CONFLICT
 */
export async function besideRequest(
  line: ParsedLine,
  cwd: string,
): Promise<BesideRequest> {
  if (line.list("sbom").length > 0) await assertNoPlace(line, cwd);
  return {
    argv: givenArgv(line, BESIDE_OPTIONS),
    asked: givenArgv(
      line,
      BESIDE_OPTIONS.filter(({ name }) => !WHO_BUILDS.includes(name)),
    ),
  };
}

/** @throws CliError CLI_OPTION_VALUE_INVALID, CLI_OPTIONS_CONFLICT */
async function assertNoPlace(line: ParsedLine, cwd: string): Promise<void> {
  const { sbomRequests } = await import("../../sidecars/sbom-request.js");
  const placed = sbomRequests(line, cwd).find(({ path }) => path !== undefined);
  if (placed !== undefined)
    throw new CliError(
      "CLI_OPTION_VALUE_INVALID",
      `--sbom ${placed.format}=FILE: each patch gets one of its own, beside it; leave =FILE out`,
    );
}

/** What the record keeps of the files that were written. */
export function sidecarRecord(
  { asked }: BesideRequest,
  written: readonly WrittenSidecar[],
): SidecarRecord {
  return {
    asked,
    files: written.map(({ path, ...rest }) => ({
      ...rest,
      name: basename(path),
    })),
  };
}

/**
 * The files that were asked for, when they are there as they were written.
 *
 * @param known - what the record says of them
 * @returns undefined when one is missing, changed or was never asked for
 */
export async function stillBeside(
  { asked }: BesideRequest,
  known: SidecarRecord | undefined,
  folder: string,
): Promise<readonly WrittenSidecar[] | undefined> {
  if (asked.length === 0) return [];
  if (
    known === undefined ||
    JSON.stringify(known.asked) !== JSON.stringify(asked)
  )
    return undefined;
  const files = known.files.map(({ name, ...rest }) => ({
    ...rest,
    path: join(folder, name),
  }));
  for (const { path, sha256 } of files)
    if ((await digestIfThere(path)) !== sha256) return undefined;
  return files;
}
