import type { RpmFile } from "@stx-patch/rpm-parser";
import { PathCounter, type PathSample } from "./path-sample.js";

/** The files of a package that is there already. */
export interface BasePackage {
  readonly nevra: string;
  readonly files: Iterable<RpmFile>;
}

/** Finds the package that an RPM replaces, with its files. */
export interface BaseFiles {
  /** Undefined when the release has none, or its RPM is not at hand. */
  filesOf(name: string, arch: string): Promise<BasePackage | undefined>;
}

/** What an RPM does to the files of the package that it replaces. */
export interface FileChanges {
  /** The replaced package. */
  readonly base: string;
  readonly added: PathSample;
  /** Other content, mode, owner, link target or capabilities. */
  readonly changed: PathSample;
  readonly removed: PathSample;
  readonly unchanged: number;
}

/** `S_IFMT` and the type of directories. */
const TYPE_BITS = 0o170000;
const DIRECTORY = 0o040000;

/** Compares file lists by path; nothing is unpacked. */
export function fileChanges(
  files: Iterable<RpmFile>,
  base: BasePackage,
): FileChanges {
  const before = new Map<string, RpmFile>();
  for (const file of base.files) before.set(file.path, file);
  const added = new PathCounter();
  const changed = new PathCounter();
  const removed = new PathCounter();
  let unchanged = 0;
  for (const file of files) {
    const old = before.get(file.path);
    before.delete(file.path);
    if (old === undefined) added.add(file.path);
    else if (isSame(old, file)) unchanged += 1;
    else changed.add(file.path);
  }
  for (const path of before.keys()) removed.add(path);
  return {
    base: base.nevra,
    added: added.sample(),
    changed: changed.sample(),
    removed: removed.sample(),
    unchanged,
  };
}

function isSame(a: RpmFile, b: RpmFile): boolean {
  const sameOwner =
    a.mode === b.mode &&
    a.user === b.user &&
    a.group === b.group &&
    a.capabilities === b.capabilities;
  // The size of a directory is the build machine's.
  if (!sameOwner || (a.mode & TYPE_BITS) === DIRECTORY) return sameOwner;
  return a.linkTarget === b.linkTarget && hasSameContent(a, b);
}

/** Digests of different algorithms cannot be compared: then the size decides. */
function hasSameContent(a: RpmFile, b: RpmFile): boolean {
  if (a.digest.length === b.digest.length && a.digest !== "")
    return a.digest === b.digest;
  return a.sizeBytes === b.sizeBytes;
}
