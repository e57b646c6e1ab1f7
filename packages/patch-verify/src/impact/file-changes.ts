import type { RpmFile } from "@stx-patch/rpm-parser";
import { PathCounter, type PathSample } from "./path-sample.js";

/** The files of a package that is there already. */
export interface BasePackage {
  readonly nevra: string;
  /** Some files at a time. */
  readonly batches: Iterable<readonly RpmFile[]>;
}

/** Finds the package that an RPM replaces, with its files. */
export interface BaseFiles {
  /**
   * Calls `use` with it, unless the release has none or its RPM is not at hand.
   *
   * @param use - the package is there only while it runs
   */
  useFiles(
    name: string,
    arch: string,
    use: (found: BasePackage) => void,
  ): Promise<void>;
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

/** Compares file lists by path; nothing is unpacked. Of each file of the base one short text is kept. */
export class FileComparison {
  readonly #base: string;
  readonly #before = new Map<string, string>();
  readonly #added = new PathCounter();
  readonly #changed = new PathCounter();
  #unchanged = 0;

  constructor({ nevra, batches }: BasePackage) {
    this.#base = nevra;
    for (const files of batches)
      for (const file of files) this.#before.set(file.path, textOf(file));
  }

  /** Takes a file of the new package; each only once. */
  add(file: RpmFile): void {
    const before = this.#before.get(file.path);
    this.#before.delete(file.path);
    if (before === undefined) this.#added.add(file.path);
    else if (isSame(before, textOf(file))) this.#unchanged += 1;
    else this.#changed.add(file.path);
  }

  /** The result; what the new package does not have is removed. */
  finish(): FileChanges {
    const removed = new PathCounter();
    for (const path of this.#before.keys()) removed.add(path);
    return {
      base: this.#base,
      added: this.#added.sample(),
      changed: this.#changed.sample(),
      removed: removed.sample(),
      unchanged: this.#unchanged,
    };
  }
}

/** `S_IFMT` and the type of directories. */
const TYPE_BITS = 0o170000;
const DIRECTORY = 0o040000;

/** Between the parts of a text: no path or name has it. */
const SEPARATOR = "\0";

/** What counts of a file: who may do what with it, where a link leads, size and digest. */
function textOf(file: RpmFile): string {
  const { mode, user, group, capabilities, linkTarget } = file;
  // The size of a directory is the build machine's.
  const isDirectory = (mode & TYPE_BITS) === DIRECTORY;
  const size = isDirectory ? 0 : file.sizeBytes;
  return [mode, user, group, capabilities, linkTarget, size, file.digest].join(
    SEPARATOR,
  );
}

/** Digests of different algorithms cannot be compared: then the size decides. */
function isSame(before: string, after: string): boolean {
  if (before === after) return true;
  const splitBefore = before.lastIndexOf(SEPARATOR);
  const splitAfter = after.lastIndexOf(SEPARATOR);
  return (
    before.length - splitBefore !== after.length - splitAfter &&
    before.slice(0, splitBefore) === after.slice(0, splitAfter)
  );
}
