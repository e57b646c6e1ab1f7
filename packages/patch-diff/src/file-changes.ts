import { compareText } from "@stx-patch/core";
import type { RpmFile } from "@stx-patch/rpm-parser";

/** What counts of a packaged file. */
export interface FileFacts {
  /** `st_mode` with the file type bits. */
  readonly mode: number;
  readonly user: string;
  readonly group: string;
  readonly sizeBytes: number;
  /** Lower-case hex; "" for what has none, such as directories. */
  readonly digest: string;
  readonly linkTarget: string;
  /** File capabilities as text. */
  readonly capabilities: string;
  /** FILEFLAGS: configuration, documentation, ghost. */
  readonly flags: number;
}

/** What of a file can differ. */
export type FileAspect =
  "content" | "mode" | "owner" | "link target" | "capabilities" | "flags";

/** One file that is not the same in both packages. */
export interface FileChange {
  readonly path: string;
  /** Undefined when it is new. */
  readonly before?: FileFacts;
  /** Undefined when it is gone. */
  readonly after?: FileFacts;
  /** Empty for a file that is in one of them only. */
  readonly aspects: readonly FileAspect[];
}

/** What the file lists of two packages differ in; times do not count, each build has its own. */
export interface FileChanges {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly unchanged: number;
  /** By path; as many as may be kept. */
  readonly list: readonly FileChange[];
}

/** How many changes may still be kept, over all packages; the counts are exact whatever it is. */
export interface ChangeBudget {
  entries: number;
}

type Batches = Iterable<readonly RpmFile[]>;

/** Compares file lists by path. */
export function compareFiles(
  before: Batches,
  after: Batches,
  budget: ChangeBudget,
): FileChanges {
  const old = new Map<string, FileFacts>();
  for (const files of before)
    for (const file of files) old.set(file.path, factsOf(file));
  const counts = { added: 0, removed: 0, changed: 0, unchanged: 0 };
  const list: FileChange[] = [];
  const keep = (change: FileChange): void => {
    if (budget.entries <= 0) return;
    budget.entries -= 1;
    list.push(change);
  };
  for (const files of after) {
    for (const file of files) {
      const { path } = file;
      const was = old.get(path);
      old.delete(path);
      const is = factsOf(file);
      const aspects = was === undefined ? [] : aspectsOf(was, is);
      if (was === undefined) {
        counts.added += 1;
        keep({ path, after: is, aspects });
      } else if (aspects.length > 0) {
        counts.changed += 1;
        keep({ path, before: was, after: is, aspects });
      } else counts.unchanged += 1;
    }
  }
  counts.removed = old.size;
  for (const [path, was] of old) keep({ path, before: was, aspects: [] });
  return {
    ...counts,
    list: list.toSorted((a, b) => compareText(a.path, b.path)),
  };
}

/** `S_IFMT` and the type of directories. */
const TYPE_BITS = 0o170000;
const DIRECTORY = 0o040000;

function factsOf(file: RpmFile): FileFacts {
  const { mode, user, group, digest, linkTarget, capabilities, flags } = file;
  // The size of a directory is the build machine's.
  const isDirectory = (mode & TYPE_BITS) === DIRECTORY;
  const sizeBytes = isDirectory ? 0 : file.sizeBytes;
  return {
    mode,
    user,
    group,
    sizeBytes,
    digest,
    linkTarget,
    capabilities,
    flags,
  };
}

function aspectsOf(was: FileFacts, is: FileFacts): FileAspect[] {
  const differs: readonly (readonly [FileAspect, boolean])[] = [
    ["content", was.sizeBytes !== is.sizeBytes || otherDigest(was, is)],
    ["mode", was.mode !== is.mode],
    ["owner", was.user !== is.user || was.group !== is.group],
    ["link target", was.linkTarget !== is.linkTarget],
    ["capabilities", was.capabilities !== is.capabilities],
    ["flags", was.flags !== is.flags],
  ];
  return differs.filter(([, differ]) => differ).map(([aspect]) => aspect);
}

/** Digests of different algorithms cannot be compared: then the size decides. */
function otherDigest(was: FileFacts, is: FileFacts): boolean {
  return was.digest.length === is.digest.length && was.digest !== is.digest;
}
