import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { copyOf } from "@stx-patch/core";
import { coded } from "@stx-patch/node-io";
import { parseRpmFileName } from "@stx-patch/rpm-parser";
import type { OpenPatch } from "../commands/open-patch.js";
import {
  verifiedFiles,
  type ReadFilesOptions,
} from "../commands/verified-files.js";
import { CliError } from "../error.js";
import { statIfThere } from "../world/files.js";
import { sha256OfFile } from "./file-sha256.js";
import type { PatchRepo } from "./layout.js";
import { isPresent, metadataFileName, type RepoPatch } from "./patches.js";
import { moveOne, removeAll, STAGED, writeStaged } from "./staging.js";

/**
 * Takes RPMs and metadata of a verified patch into the staging folder.
 *
 * @param patches - that the repository has, or will have
 * @returns undefined when the repository has the patch
 * @throws CliError CLI_REPO_RELEASE, CLI_REPO_PATCH_DIFFERS, CLI_REPO_RPM_DIFFERS; BuildError BUILD_PATCH_CHANGED; IoError
 */
export async function takePatch(
  repo: PatchRepo,
  open: OpenPatch,
  patches: readonly RepoPatch[],
  options: ReadFilesOptions,
): Promise<RepoPatch | undefined> {
  const incoming = join(repo.staging, STAGED.incoming);
  const names: string[] = [];
  let bytes = new Uint8Array(0);
  for await (const { archive, member } of verifiedFiles(open, options)) {
    if (archive === "metadata.tar") bytes = await collected(member.body);
    if (archive !== "software.tar") continue;
    const name = safeName(member.name);
    const path = join(incoming, name);
    await writeStaged(path, member.body);
    await coded("write", path, () =>
      utimes(path, member.mtimeSeconds, member.mtimeSeconds),
    );
    names.push(name);
  }
  const { metadata } = open.verified;
  const patch = { id: metadata.id, metadata, bytes };
  const isThere = isPresent(patch, patches);
  for (const name of names)
    await settle(repo, join(incoming, name), name, isThere);
  if (isThere) return undefined;
  await writeStaged(
    join(repo.staging, STAGED.metadata, metadataFileName(patch.id)),
    bytes,
  );
  return patch;
}

async function collected(
  source: AsyncIterable<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(copyOf(chunk));
  return new Uint8Array(Buffer.concat(chunks));
}

/** Verification refuses other names; this is where a wrong one would do harm. */
function safeName(name: string): string {
  if (name.includes("/") || parseRpmFileName(name) === undefined)
    throw new TypeError(`${name} is no file name of an RPM`);
  return name;
}

/** An RPM that is there already has to be the same; the one that was first stays. */
async function settle(
  repo: PatchRepo,
  path: string,
  name: string,
  isThere: boolean,
): Promise<void> {
  const staged = join(repo.staging, STAGED.packages, name);
  for (const other of [join(repo.packages, name), staged]) {
    if ((await statIfThere(other)) === undefined) continue;
    if ((await sha256OfFile(other)) !== (await sha256OfFile(path)))
      throw new CliError(
        "CLI_REPO_RPM_DIFFERS",
        `${name}: the repository has another RPM of this name`,
      );
    await removeAll([path]);
    return;
  }
  if (isThere) await removeAll([path]);
  else await moveOne(path, staged);
}
