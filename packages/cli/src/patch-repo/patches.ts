import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  compareText,
  equalBytes,
  isCodedError,
  DEFAULT_LIMITS,
} from "@stx-patch/core";
import { coded, readSmallFile } from "@stx-patch/node-io";
import {
  decodeMetadata,
  isPatchId,
  type PatchMetadata,
} from "@stx-patch/patch-format";
import { CliError } from "../error.js";
import type { PatchRepo } from "./layout.js";

/** A patch of a repository. */
export interface RepoPatch {
  readonly id: string;
  readonly metadata: PatchMetadata;
  /** metadata.xml as it came. */
  readonly bytes: Uint8Array;
}

const ENDING = "-metadata.xml";

/** Name of the file with a patch's metadata. */
export function metadataFileName(id: string): string {
  return id + ENDING;
}

/**
 * The patches of a repository, by id.
 *
 * @throws CliError CLI_REPO_DAMAGED; IoError
 */
export async function readPatches(repo: PatchRepo): Promise<RepoPatch[]> {
  const names = await coded("list", repo.shown, () => readdir(repo.metadata));
  return Promise.all(
    names
      .filter((name) => name.endsWith(ENDING) && !name.startsWith("."))
      .toSorted(compareText)
      .map((name) => readPatch(repo, name)),
  );
}

async function readPatch(repo: PatchRepo, name: string): Promise<RepoPatch> {
  const path = join(repo.metadata, name);
  const bytes = await readSmallFile(path, {
    maxBytes: DEFAULT_LIMITS.maxMetadataXmlBytes,
  });
  const { metadata } = decoded(bytes, path);
  const { id } = metadata;
  if (!isPatchId(id) || metadataFileName(id) !== name)
    throw damaged(path, `it is the metadata of ${JSON.stringify(id)}`);
  return { id, metadata, bytes };
}

function decoded(bytes: Uint8Array, path: string): { metadata: PatchMetadata } {
  try {
    return decodeMetadata(bytes, { member: path });
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw damaged(path, cause.message, cause);
  }
}

/** A file of a repository that is not what it should be. */
export function damaged(
  path: string,
  problem: string,
  cause?: unknown,
): CliError {
  return new CliError("CLI_REPO_DAMAGED", `${path}: ${problem}`, {
    location: { file: path },
    cause,
  });
}

/**
 * Finds out whether a patch is in the repository already.
 *
 * @throws CliError CLI_REPO_RELEASE, CLI_REPO_PATCH_DIFFERS
 */
export function isPresent(
  patch: RepoPatch,
  patches: readonly RepoPatch[],
): boolean {
  const { swVersion } = patch.metadata;
  const [first] = patches;
  if (first !== undefined && first.metadata.swVersion !== swVersion)
    throw new CliError(
      "CLI_REPO_RELEASE",
      `${patch.id} is for release ${swVersion}, the repository for ${first.metadata.swVersion}`,
    );
  const known = patches.find(({ id }) => id === patch.id);
  if (known === undefined) return false;
  if (equalBytes(known.bytes, patch.bytes)) return true;
  throw new CliError(
    "CLI_REPO_PATCH_DIFFERS",
    `${patch.id}: the repository has a patch of this id with other metadata`,
  );
}

/** What each patch requires and the repository lacks. */
export function missingRequirements(
  patches: readonly RepoPatch[],
): { readonly id: string; readonly requires: string }[] {
  const ids = new Set(patches.map(({ id }) => id));
  return patches.flatMap(({ id, metadata }) =>
    [...new Set(metadata.requires)]
      .filter((required) => !ids.has(required))
      .map((required) => ({ id, requires: required })),
  );
}
