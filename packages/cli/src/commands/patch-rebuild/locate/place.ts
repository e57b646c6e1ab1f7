import { readTar, type TarMember } from "@stx-patch/archive";
import type { Limits } from "@stx-patch/core";
import type { RpmHeaders } from "@stx-patch/rpm-parser";
import { rpmPlaceOf } from "./rpm-place.js";

/** Where in the decompressed patch a byte stands, as the patch on disk has it. */
export interface ArchivePlace {
  /** Member and what is inside it, e.g. `software.tar/a-1-1.noarch.rpm`; undefined behind the last member. */
  readonly path?: string | undefined;
  /** Offset inside the file `path`; undefined in a tar header. */
  readonly offsetInFile?: number | undefined;
  /** `tar header`, `tar padding`, `content`, or the part of an RPM. */
  readonly part: string;
  /** Field of the tar header, or tag of the RPM header. */
  readonly field?: string | undefined;
}

/** What finding a place takes. */
export interface PlaceOptions {
  readonly limits: Limits;
  /** Of the RPMs in software.tar, by file name. */
  readonly headersOf: ReadonlyMap<string, RpmHeaders>;
}

const INNER_ARCHIVES = ["metadata.tar", "software.tar", "semantics.tar"];
const BLOCK_BYTES = 512;

/** Where the fields of a tar header end (spec patch-format section 9, ustar). */
const FIELD_ENDS: readonly (readonly [end: number, field: string])[] = [
  [100, "name"],
  [108, "mode"],
  [116, "uid"],
  [124, "gid"],
  [136, "size"],
  [148, "mtime"],
  [156, "checksum"],
  [157, "type"],
  [257, "link name"],
  [265, "magic"],
  [297, "owner name"],
  [329, "group name"],
  [345, "device"],
  [500, "name prefix"],
];

/** Finds it. Reads no further than needed. @throws what reading the archive throws */
export async function placeOf(
  archive: AsyncIterable<Uint8Array>,
  offset: number,
  options: PlaceOptions,
): Promise<ArchivePlace> {
  return placeInTar(archive, offset, [], options);
}

async function placeInTar(
  archive: AsyncIterable<Uint8Array>,
  offset: number,
  folder: readonly string[],
  options: PlaceOptions,
): Promise<ArchivePlace> {
  const { limits } = options;
  const members = readTar(archive, { limits, report: () => undefined });
  for await (const member of members) {
    const { name, headerOffset, dataOffset, sizeBytes } = member;
    const names = [...folder, name];
    const path = names.join("/");
    if (offset < dataOffset)
      return { path, part: "tar header", field: fieldAt(member, offset) };
    const inside = offset - dataOffset;
    if (inside < sizeBytes) return contentPlace(member, inside, names, options);
    const padded = Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
    if (headerOffset <= offset && inside < padded)
      return { path, part: "tar padding" };
  }
  return {
    path: folder.length === 0 ? undefined : folder.join("/"),
    part: "end of the archive",
  };
}

async function contentPlace(
  { body }: TarMember,
  offset: number,
  names: readonly string[],
  options: PlaceOptions,
): Promise<ArchivePlace> {
  const [member = "", ...rest] = names;
  if (rest.length === 0 && INNER_ARCHIVES.includes(member))
    return placeInTar(body, offset, names, options);
  const path = names.join("/");
  const headers =
    member === "software.tar"
      ? options.headersOf.get(rest.join("/"))
      : undefined;
  if (headers === undefined)
    return { path, offsetInFile: offset, part: "content" };
  const { part, tag } = rpmPlaceOf(headers, offset);
  return { path, offsetInFile: offset, part, field: tag };
}

function fieldAt(
  { headerOffset, dataOffset }: TarMember,
  offset: number,
): string {
  // Further blocks in front of the content are of pax or GNU extensions; the plain header is the last one.
  const at = offset - (dataOffset - BLOCK_BYTES);
  if (at < 0 || dataOffset - headerOffset < BLOCK_BYTES) return "extension";
  return FIELD_ENDS.find(([end]) => at < end)?.[1] ?? "padding";
}
