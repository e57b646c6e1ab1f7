import { isSafeBaseName, isSafeDirectory, isSafePath } from "./file-path.js";
import type { RpmHeader } from "./header.js";
import { MAIN } from "./tags.js";

/** Characters of all paths together; a million files share directories, and each share counts here. */
const MAX_PATH_CHARACTERS = 1 << 28;

/** Number of files, without checking their names. */
export function fileCountOf(main: RpmHeader): number {
  return (
    main.entry(MAIN.baseNames)?.count ??
    main.entry(MAIN.oldFileNames)?.count ??
    0
  );
}

/**
 * The files' paths in header order, composed of DIRNAMES, DIRINDEXES and BASENAMES, or taken from
 * OLDFILENAMES (spec section 4), some at a time; nothing for a package without files.
 *
 * @throws RpmError RPM_FILE_ARRAYS, RPM_FILE_PATH
 */
export function filePathBatches(
  main: RpmHeader,
  isSource: boolean,
): Iterable<readonly string[]> {
  const composed = composedPaths(main, isSource);
  if (!main.has(MAIN.oldFileNames)) return composed ?? [];
  if (composed !== undefined)
    throw main.error(
      "RPM_FILE_ARRAYS",
      MAIN.oldFileNames,
      "BASENAMES is present, too",
    );
  return oldPaths(main, isSource);
}

function* oldPaths(
  main: RpmHeader,
  isSource: boolean,
): Generator<readonly string[]> {
  const isSafe = isSource ? isSafeBaseName : isSafePath;
  let first = 0;
  for (const paths of main.stringBatches(MAIN.oldFileNames)) {
    checkAll(main, MAIN.oldFileNames, paths, isSafe, first);
    first += paths.length;
    yield paths;
  }
}

function composedPaths(
  main: RpmHeader,
  isSource: boolean,
): Iterable<readonly string[]> | undefined {
  const parts = [MAIN.baseNames, MAIN.dirNames, MAIN.dirIndexes];
  if (!parts.some((tag) => main.has(tag))) return undefined;
  const dirNames = main.strings(MAIN.dirNames);
  const dirIndex = main.numberReader(MAIN.dirIndexes);
  if (
    !main.has(MAIN.baseNames) ||
    dirNames === undefined ||
    dirIndex === undefined
  )
    throw main.error(
      "RPM_FILE_ARRAYS",
      MAIN.baseNames,
      "BASENAMES, DIRNAMES and DIRINDEXES must come together",
    );
  const [names = 0, , indexes = 0] = parts.map((tag) => main.entry(tag)?.count);
  if (indexes !== names)
    throw main.error(
      "RPM_FILE_ARRAYS",
      MAIN.dirIndexes,
      `${names} elements expected, got ${indexes}`,
    );
  const isSafe = isSource ? isEmpty : isSafeDirectory;
  checkAll(main, MAIN.dirNames, dirNames, isSafe, 0);
  return compose(main, (i) => dirNames[dirIndex(i)]);
}

/** @param dirNameOf - the directory of the file with this number */
function* compose(
  main: RpmHeader,
  dirNameOf: (index: number) => string | undefined,
): Generator<readonly string[]> {
  let characters = 0;
  let first = 0;
  for (const baseNames of main.stringBatches(MAIN.baseNames)) {
    const paths = baseNames.map((baseName, i) =>
      composePath(main, dirNameOf(first + i), baseName, first + i),
    );
    characters += paths.reduce((sum, { length }) => sum + length, 0);
    if (characters > MAX_PATH_CHARACTERS)
      throw main.error(
        "RPM_FILE_PATH",
        MAIN.baseNames,
        `paths of more than ${MAX_PATH_CHARACTERS} characters`,
      );
    first += paths.length;
    yield paths;
  }
}

function composePath(
  main: RpmHeader,
  dirName: string | undefined,
  baseName: string,
  index: number,
): string {
  if (dirName === undefined)
    throw main.error(
      "RPM_FILE_PATH",
      MAIN.dirIndexes,
      `element ${index} points outside DIRNAMES`,
    );
  // The root directory itself is the directory "/" with an empty name.
  if (!isSafeBaseName(baseName) && !(baseName === "" && dirName === "/"))
    throw main.error(
      "RPM_FILE_PATH",
      MAIN.baseNames,
      `element ${index} is not a file name`,
    );
  return dirName + baseName;
}

/** @param first - number of the first value */
function checkAll(
  main: RpmHeader,
  tag: number,
  values: readonly string[],
  isSafe: (value: string) => boolean,
  first: number,
): void {
  const bad = values.findIndex((value) => !isSafe(value));
  if (bad >= 0)
    throw main.error(
      "RPM_FILE_PATH",
      tag,
      `element ${first + bad} is not a clean path`,
    );
}

function isEmpty(text: string): boolean {
  return text === "";
}
