import { stat } from "node:fs/promises";
import { join } from "node:path";
import { writeGzip } from "@stx-patch/archive";
import { concatBytes } from "@stx-patch/core";
import { coded, nativeDeflater, openFileSource } from "@stx-patch/node-io";
import {
  LIST_NAMES,
  listDocument,
  packageEntries,
  repomdDocument,
  type PackageEntries,
  type RepomdFile,
} from "@stx-patch/repodata";
import { describeRpm, readRpmHeadersSync } from "@stx-patch/rpm-parser";
import { sha256Of } from "./file-sha256.js";
import { rpmLocation, type PatchRepo } from "./layout.js";
import type { RepodataRequest } from "./repodata.js";
import { writeStaged } from "./staging.js";

/** Writes repodata without createrepo_c; the same packages at the same time give the same bytes. */
export async function writeOwnRepodata(
  repo: PatchRepo,
  { rpmNames, comps, timeSeconds, folder }: RepodataRequest,
): Promise<void> {
  const packages: PackageEntries[] = [];
  for (const name of rpmNames) packages.push(await entriesOf(repo, name));
  const files: RepomdFile[] = [];
  for (const list of LIST_NAMES)
    files.push(
      await writeCompressed(folder, list, `${list}.xml`, () =>
        listDocument(list, packages),
      ),
    );
  files.push(await writePlain(folder, "group", "comps.xml", comps));
  files.push(
    await writeCompressed(folder, "group_gz", "comps.xml", () => [comps]),
  );
  await writeStaged(
    join(folder, "repomd.xml"),
    repomdDocument(files, timeSeconds),
  );
}

async function entriesOf(
  repo: PatchRepo,
  fileName: string,
): Promise<PackageEntries> {
  const path = join(repo.packages, fileName);
  const source = await openFileSource(path);
  try {
    const headers = readRpmHeadersSync(source.readNow.bind(source), {
      name: path,
    });
    const { mtimeMs } = await coded("look at", path, () => stat(path));
    return packageEntries(headers, describeRpm(headers), {
      sha256: await sha256Of(source.open()),
      sizeBytes: source.sizeBytes,
      mtimeSeconds: Math.floor(mtimeMs / 1000),
      location: rpmLocation(fileName),
    });
  } finally {
    await source.close();
  }
}

async function writePlain(
  folder: string,
  type: string,
  fileName: string,
  text: string,
): Promise<RepomdFile> {
  return writeNamed(folder, type, fileName, new TextEncoder().encode(text));
}

async function writeCompressed(
  folder: string,
  type: string,
  fileName: string,
  text: () => Iterable<string>,
): Promise<RepomdFile> {
  const chunks: Uint8Array[] = [];
  const packed = writeGzip(encoded(text()), {
    mtimeSeconds: 0,
    deflater: nativeDeflater,
  });
  for await (const chunk of packed) chunks.push(chunk);
  let sizeBytes = 0;
  for await (const { length } of encoded(text())) sizeBytes += length;
  const open = { sha256: await sha256Of(encoded(text())), sizeBytes };
  const file = await writeNamed(
    folder,
    type,
    `${fileName}.gz`,
    concatBytes(chunks),
  );
  return { ...file, open };
}

/** With its digest in its name, so that a new file never takes the place of one that somebody reads. */
async function writeNamed(
  folder: string,
  type: string,
  fileName: string,
  bytes: Uint8Array,
): Promise<RepomdFile> {
  const sha256 = await sha256Of([bytes]);
  const name = `${sha256}-${fileName}`;
  await writeStaged(join(folder, name), bytes);
  return { type, href: `repodata/${name}`, sha256, sizeBytes: bytes.length };
}

async function* encoded(text: Iterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const piece of text) yield await Promise.resolve(encoder.encode(piece));
}
