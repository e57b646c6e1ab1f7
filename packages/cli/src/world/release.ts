import { createHash } from "node:crypto";
import { basename, dirname, join, relative, resolve } from "node:path";
import { compareText, isCodedError } from "@stx-patch/core";
import { readSmallFile } from "@stx-patch/node-io";
import { parseReleaseInfo } from "@stx-patch/patch-format";
import { CliError } from "../error.js";
import { glob } from "./glob.js";
import { statIfThere } from "./files.js";

/** The platform release and where it was found. */
export interface Release {
  readonly version: string;
  readonly source: string;
  /** The file that says it, when one does. */
  readonly file?: { readonly name: string; readonly sha256: string };
}

/** What a release may be taken from. */
export interface ReleaseQuery {
  readonly release: string | undefined;
  /** What said the release; the command line when left out. */
  readonly releaseFrom?: string | undefined;
  readonly releaseInfo: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

const FILE_NAME = "release-info.inc";
const MAX_BYTES = 1 << 20;

/** Depth below MY_REPO; the original's places are three to five folders down. */
const SEARCH_DEPTH = 6;

/** Places relative to a folder on the way up from the working directory. */
const UPWARD = [
  FILE_NAME,
  `build-info/${FILE_NAME}`,
  `utilities/build-info/${FILE_NAME}`,
];

/**
 * Finds the release in the order of docs/cli.md: `--release`, `--release-info`, `PLATFORM_RELEASE`,
 * below `$MY_REPO`, upwards from the working directory. Undefined when none says it.
 *
 * @throws CliError CLI_RELEASE_INFO_UNREADABLE, CLI_RELEASE_AMBIGUOUS
 */
export async function findRelease(
  query: ReleaseQuery,
): Promise<Release | undefined> {
  const { release, releaseInfo, env, cwd } = query;
  if (release !== undefined)
    return { version: release, source: query.releaseFrom ?? "--release" };
  if (releaseInfo !== undefined)
    return readReleaseInfo(resolve(cwd, releaseInfo), releaseInfo);
  const fromEnv = env["PLATFORM_RELEASE"];
  if (fromEnv !== undefined && fromEnv !== "") {
    return { version: fromEnv, source: "PLATFORM_RELEASE" };
  }
  const repository = env["MY_REPO"];
  const below =
    repository === undefined || repository === ""
      ? undefined
      : await searchBelow(repository);
  return below ?? (await searchUpwards(cwd));
}

async function searchBelow(repository: string): Promise<Release | undefined> {
  // Of a missing directory the search says nothing; a file it refuses.
  if ((await statIfThere(repository))?.isDirectory() !== true) return undefined;
  const found = await glob(`**/${FILE_NAME}`, {
    cwd: repository,
    deep: SEARCH_DEPTH,
    ignore: ["**/.git/**", "**/node_modules/**"],
    followSymbolicLinks: false,
    suppressErrors: true,
  });
  const releases: Release[] = [];
  for (const path of found.toSorted(compareText)) {
    releases.push(
      await readReleaseInfo(join(repository, path), join(repository, path)),
    );
  }
  const versions = new Set(releases.map(({ version }) => version));
  if (versions.size > 1) {
    const list = releases
      .map(({ version, source }) => `${version} in ${source}`)
      .join(", ");
    throw new CliError(
      "CLI_RELEASE_AMBIGUOUS",
      `release-info.inc files disagree: ${list}`,
    );
  }
  return releases[0];
}

async function searchUpwards(cwd: string): Promise<Release | undefined> {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    for (const place of UPWARD) {
      const path = join(folder, place);
      if ((await statIfThere(path))?.isFile() === true) {
        return readReleaseInfo(path, relative(cwd, path));
      }
    }
    if (dirname(folder) === folder) return undefined;
  }
}

async function readReleaseInfo(path: string, shown: string): Promise<Release> {
  let bytes: Uint8Array;
  try {
    bytes = await readSmallFile(path, { maxBytes: MAX_BYTES });
  } catch (error) {
    if (!isCodedError(error)) throw error;
    throw new CliError(
      "CLI_RELEASE_INFO_UNREADABLE",
      `${shown}: ${error.message}`,
      {
        cause: error,
      },
    );
  }
  const { platformRelease, problems } = parseReleaseInfo(
    new TextDecoder().decode(bytes),
  );
  if (platformRelease === undefined || platformRelease === "") {
    const why =
      problems.length === 0 ? "no PLATFORM_RELEASE in it" : problems.join("; ");
    throw new CliError("CLI_RELEASE_INFO_UNREADABLE", `${shown}: ${why}`);
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    version: platformRelease,
    source: shown,
    file: { name: basename(path), sha256 },
  };
}
