import { basename, join } from "node:path";
import { createAtomicFile, readSmallFile } from "@stx-patch/node-io";
import type { PatchedPackage } from "@stx-patch/recipe";
import type { WrittenSidecar } from "../../sidecars/sidecar.js";

/** What is remembered of the files beside a patch. */
export interface SidecarRecord {
  /** The options that asked for them. */
  readonly asked: readonly string[];
  /** By their names in the directory of the patch; none is anywhere else. */
  readonly files: readonly (Omit<WrittenSidecar, "path"> & {
    readonly name: string;
  })[];
}

/** What is remembered of a patch that was built. */
export interface BuiltPatch {
  /** Digest over everything that went into it. */
  readonly key: string;
  /** Of the patch file, lower-case hex. */
  readonly sha256: string;
  /** Names of the source packages. */
  readonly sources: readonly string[];
  readonly packages: readonly PatchedPackage[];
  /** Absent from records of versions that wrote none. */
  readonly sidecars?: SidecarRecord | undefined;
}

/** Patches by id. */
export type BuildRecord = ReadonlyMap<string, BuiltPatch>;

/** Name of the record, beside the patches. */
export const RECORD_FILE = ".patch-make.json";

/** Ten thousand patches of a hundred packages. */
const MAX_RECORD_BYTES = 128 << 20;

/** Reads the record of a directory. One that is not there, or that somebody else wrote, is as good as none: everything is built then. */
export async function readRecord(folder: string): Promise<BuildRecord> {
  try {
    const bytes = await readSmallFile(join(folder, RECORD_FILE), {
      maxBytes: MAX_RECORD_BYTES,
    });
    const value = JSON.parse(new TextDecoder().decode(bytes)) as unknown;
    if (!isObject(value) || value["schemaVersion"] !== 1) return new Map();
    const patches = isObject(value["patches"]) ? value["patches"] : {};
    return new Map(
      Object.entries(patches).filter((entry): entry is [string, BuiltPatch] =>
        isBuiltPatch(entry[1]),
      ),
    );
  } catch {
    return new Map();
  }
}

/** Writes the record; whoever is killed meanwhile leaves the old one. @throws IoError */
export async function writeRecord(
  folder: string,
  record: BuildRecord,
): Promise<void> {
  const patches = Object.fromEntries(
    [...record].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  await writeTextFile(
    join(folder, RECORD_FILE),
    `${JSON.stringify({ schemaVersion: 1, patches }, null, 1)}\n`,
  );
}

/** Replaces a file as a whole. @throws IoError */
export async function writeTextFile(path: string, text: string): Promise<void> {
  const file = await createAtomicFile(path);
  try {
    await file.write(new TextEncoder().encode(text));
    await file.commit();
  } catch (error) {
    await file.abort();
    throw error;
  }
}

function isBuiltPatch(value: unknown): value is BuiltPatch {
  if (!isObject(value)) return false;
  const { key, sha256, sources, packages, sidecars } = value;
  return (
    typeof key === "string" &&
    typeof sha256 === "string" &&
    Array.isArray(sources) &&
    sources.every((name) => typeof name === "string") &&
    Array.isArray(packages) &&
    packages.every(isPackage) &&
    (sidecars === undefined || isSidecarRecord(sidecars))
  );
}

function isSidecarRecord(value: unknown): value is SidecarRecord {
  if (!isObject(value)) return false;
  const { asked, files } = value;
  return (
    Array.isArray(asked) &&
    asked.every((word) => typeof word === "string") &&
    Array.isArray(files) &&
    files.every(
      (file) =>
        isObject(file) &&
        typeof file["kind"] === "string" &&
        typeof file["name"] === "string" &&
        basename(file["name"]) === file["name"] &&
        typeof file["sizeBytes"] === "number" &&
        typeof file["sha256"] === "string",
    )
  );
}

function isPackage(value: unknown): value is PatchedPackage {
  if (!isObject(value) || !isObject(value["evr"])) return false;
  const { epoch, version, release } = value["evr"];
  return (
    [value["name"], value["arch"], version].every(
      (text) => typeof text === "string",
    ) &&
    [epoch, release].every(
      (text) => text === undefined || typeof text === "string",
    )
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
