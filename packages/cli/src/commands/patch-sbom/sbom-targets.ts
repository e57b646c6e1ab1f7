import { basename, join, resolve } from "node:path";
import { SBOM_SUFFIX, type SbomFormat } from "@stx-patch/sbom";
import { CliError } from "../../error.js";
import { identityOf, statIfThere } from "../../world/files.js";
import type { Io } from "../../world/io.js";

/** One SBOM to write. */
export interface SbomTarget {
  readonly format: SbomFormat;
  /** Absolute; undefined for stdout. */
  readonly path: string | undefined;
}

/** A patch, and the SBOMs that are wanted of it. */
export interface SbomJob {
  /** As it was named; `-` for stdin. */
  readonly patch: string;
  readonly targets: readonly SbomTarget[];
}

/** What the command line says. */
export interface SbomRequest {
  readonly patches: readonly string[];
  readonly formats: readonly SbomFormat[];
  readonly output: string | undefined;
}

/**
 * Decides where each SBOM goes.
 *
 * @throws CliError CLI_OPTIONS_CONFLICT when two would be in one place, CLI_OUTPUT_IS_INPUT, CLI_ARGUMENT_MISSING
 */
export async function sbomJobs(
  request: SbomRequest,
  io: Io,
): Promise<SbomJob[]> {
  const placeOf = await placing(request, io);
  const jobs = request.patches.map((patch) => ({
    patch,
    targets: request.formats.map((format) => ({
      format,
      path: placeOf(patch, format),
    })),
  }));
  const inputs = new Set(
    request.patches.map((patch) => identityOf(resolve(io.cwd, patch))),
  );
  const taken = new Set<string>();
  for (const { path = "-" } of jobs.flatMap(({ targets }) => targets)) {
    const place = identityOf(path);
    if (inputs.has(place))
      throw new CliError(
        "CLI_OUTPUT_IS_INPUT",
        `${path} would replace a patch that is read for it`,
      );
    if (taken.has(place))
      throw new CliError(
        "CLI_OPTIONS_CONFLICT",
        `two SBOMs would go to ${path}`,
        { remedy: "Name a directory with -o, or each format once." },
      );
    taken.add(place);
  }
  return jobs;
}

/** Where the SBOM of a patch goes; undefined for stdout. */
type Placing = (patch: string, format: SbomFormat) => string | undefined;

async function placing(
  { patches, output }: SbomRequest,
  { cwd }: Io,
): Promise<Placing> {
  if (output === "-") return () => undefined;
  const sidecar = (patch: string, format: SbomFormat): string =>
    `${patch}${SBOM_SUFFIX[format]}`;
  if (output === undefined) {
    if (patches.includes("-"))
      throw new CliError(
        "CLI_ARGUMENT_MISSING",
        "there is no place beside stdin: no place for the SBOM is named",
        { remedy: "Name a file with -o FILE, or -o - for stdout." },
      );
    return (patch, format) => resolve(cwd, sidecar(patch, format));
  }
  if (output === "")
    throw new CliError(
      "CLI_ARGUMENT_MISSING",
      "the value of --output is empty",
      {
        remedy: "Check the variable that it comes from.",
      },
    );
  const folder = resolve(cwd, output);
  const isFolder =
    output.endsWith("/") || (await statIfThere(folder))?.isDirectory() === true;
  return isFolder
    ? (patch, format) =>
        join(folder, sidecar(patch === "-" ? "stdin" : basename(patch), format))
    : () => folder;
}
