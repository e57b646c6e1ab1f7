import { isHex } from "./bytes.js";
import { fileCountOf, filePathBatches } from "./file-names.js";
import { HASH_NUMBERS, type RpmHash } from "./hash.js";
import type { RpmHeader } from "./header.js";
import type { RpmFile } from "./rpm-info.js";
import { MAIN } from "./tags.js";

/** Every per-file array: all that are present must have one element per file (spec section 4). */
const PER_FILE_TAGS: readonly number[] = [
  MAIN.fileSizes,
  MAIN.longFileSizes,
  MAIN.fileModes,
  MAIN.fileRdevs,
  MAIN.fileMtimes,
  MAIN.fileDigests,
  MAIN.fileLinkTos,
  MAIN.fileFlags,
  MAIN.fileUserNames,
  MAIN.fileGroupNames,
  MAIN.fileVerifyFlags,
  MAIN.fileDevices,
  MAIN.fileInodes,
  MAIN.fileLangs,
  MAIN.fileColors,
  MAIN.fileClass,
  MAIN.fileDependsX,
  MAIN.fileDependsN,
  MAIN.fileCaps,
  MAIN.fileMimeIndex,
];

/** Hash number of MD5. */
const MD5 = 1;

/**
 * The hash of the file digests; an absent FILEDIGESTALGO means MD5.
 *
 * @throws RpmError RPM_FILE_DIGEST_ALGORITHM
 */
export function fileDigestAlgorithmOf(main: RpmHeader): {
  readonly name: RpmHash;
  readonly bytes: number;
} {
  const number = main.number(MAIN.fileDigestAlgo) ?? MD5;
  const algorithm = HASH_NUMBERS.get(number);
  if (algorithm === undefined)
    throw main.error(
      "RPM_FILE_DIGEST_ALGORITHM",
      MAIN.fileDigestAlgo,
      `unknown hash number ${number}`,
    );
  return algorithm;
}

/**
 * The file list, some files at a time: a package can have so many that they should not all be in memory.
 *
 * @param imaSignatures - hex, one per file, some at a time; or undefined when there are none to show
 * @throws RpmError RPM_FILE_ARRAYS, RPM_FILE_PATH, RPM_FILE_DIGEST, RPM_FILE_DIGEST_ALGORITHM
 */
export function* fileBatches(
  main: RpmHeader,
  isSource: boolean,
  imaSignatures: Iterable<readonly string[]> | undefined,
): Generator<RpmFile[], undefined> {
  const paths = filePathBatches(main, isSource);
  checkLengths(main, fileCountOf(main));
  if (fileCountOf(main) === 0) return;
  const columns = openColumns(main, imaSignatures);
  let first = 0;
  for (const batch of paths) {
    yield filesOf(batch, columns, first);
    first += batch.length;
  }
}

/** Reads one value of a column after the other, in pieces that belong together. */
type TextColumn = () => readonly string[];
type NumberColumn = (index: number) => number;

interface Columns {
  readonly size: NumberColumn;
  readonly mode: NumberColumn;
  readonly mtime: NumberColumn;
  readonly flags: NumberColumn;
  readonly verifyFlags: NumberColumn;
  readonly rdev: NumberColumn;
  readonly inode: NumberColumn;
  readonly linkTargets: TextColumn;
  readonly users: TextColumn;
  readonly groups: TextColumn;
  readonly digests: TextColumn;
  readonly capabilities: TextColumn;
  readonly imaSignatures: TextColumn;
}

function openColumns(
  main: RpmHeader,
  imaSignatures: Iterable<readonly string[]> | undefined,
): Columns {
  const none = (): number => 0;
  const hasLongSizes = main.has(MAIN.longFileSizes);
  return {
    size: numbers(main, hasLongSizes ? MAIN.longFileSizes : MAIN.fileSizes),
    mode: numbers(main, MAIN.fileModes),
    mtime: numbers(main, MAIN.fileMtimes),
    flags: numbers(main, MAIN.fileFlags),
    verifyFlags: main.numberReader(MAIN.fileVerifyFlags) ?? none,
    rdev: main.numberReader(MAIN.fileRdevs) ?? none,
    inode: main.numberReader(MAIN.fileInodes) ?? none,
    linkTargets: texts(strings(main, MAIN.fileLinkTos)),
    users: texts(strings(main, MAIN.fileUserNames)),
    groups: texts(strings(main, MAIN.fileGroupNames)),
    digests: texts(fileDigests(main)),
    capabilities: texts(main.stringBatches(MAIN.fileCaps)),
    imaSignatures: texts(imaSignatures ?? []),
  };
}

/** @param first - number of the first file */
function filesOf(
  paths: readonly string[],
  columns: Columns,
  first: number,
): RpmFile[] {
  const linkTargets = columns.linkTargets();
  const users = columns.users();
  const groups = columns.groups();
  const digests = columns.digests();
  const capabilities = columns.capabilities();
  const imaSignatures = columns.imaSignatures();
  return paths.map((path, i) => ({
    path,
    mode: columns.mode(first + i),
    sizeBytes: columns.size(first + i),
    mtimeSeconds: columns.mtime(first + i),
    flags: columns.flags(first + i),
    verifyFlags: columns.verifyFlags(first + i),
    linkTarget: linkTargets[i] ?? "",
    user: users[i] ?? "",
    group: groups[i] ?? "",
    digest: digests[i] ?? "",
    imaSignature: imaSignatures[i] ?? "",
    rdev: columns.rdev(first + i),
    inode: columns.inode(first + i),
    capabilities: capabilities[i] ?? "",
  }));
}

/** A column that is not there has nothing in any piece. */
function texts(batches: Iterable<readonly string[]>): TextColumn {
  const iterator = batches[Symbol.iterator]();
  return () => {
    const next = iterator.next();
    return next.done === true ? [] : next.value;
  };
}

function checkLengths(main: RpmHeader, fileCount: number): void {
  for (const tag of PER_FILE_TAGS) {
    const count = main.entry(tag)?.count ?? fileCount;
    if (count !== fileCount)
      throw main.error(
        "RPM_FILE_ARRAYS",
        tag,
        `${fileCount} elements expected, got ${count}`,
      );
  }
}

function numbers(main: RpmHeader, tag: number): NumberColumn {
  return main.numberReader(tag) ?? missing(main, tag);
}

function strings(
  main: RpmHeader,
  tag: number,
): Generator<readonly string[], undefined> {
  return main.has(tag) ? main.stringBatches(tag) : missing(main, tag);
}

function missing(main: RpmHeader, tag: number): never {
  throw main.error("RPM_FILE_ARRAYS", tag, "missing in a package with files");
}

function fileDigests(main: RpmHeader): Generator<readonly string[], undefined> {
  const digits = 2 * fileDigestAlgorithmOf(main).bytes;
  return checkedDigests(main, strings(main, MAIN.fileDigests), digits);
}

function* checkedDigests(
  main: RpmHeader,
  batches: Iterable<readonly string[]>,
  digits: number,
): Generator<readonly string[], undefined> {
  let first = 0;
  for (const digests of batches) {
    const bad = digests.findIndex(
      (digest) => digest !== "" && (digest.length !== digits || !isHex(digest)),
    );
    if (bad >= 0)
      throw main.error(
        "RPM_FILE_DIGEST",
        MAIN.fileDigests,
        `element ${first + bad}: nothing or ${digits} hex digits expected`,
      );
    yield digests.map((digest) => digest.toLowerCase());
    first += digests.length;
  }
}
