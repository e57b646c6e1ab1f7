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
 * OLDFILENAMES (spec section 4); undefined for a package without files.
 *
 * @throws RpmError RPM_FILE_ARRAYS, RPM_FILE_PATH
 */
export function filePathsOf(
  main: RpmHeader,
  isSource: boolean,
): readonly string[] | undefined {
  const old = main.strings(MAIN.oldFileNames);
  const paths = composedPaths(main, isSource);
  if (old === undefined) return paths;
  if (paths !== undefined)
    throw main.error(
      "RPM_FILE_ARRAYS",
      MAIN.oldFileNames,
      "BASENAMES is present, too",
    );
  const isSafe = isSource ? isSafeBaseName : isSafePath;
  checkAll(main, MAIN.oldFileNames, old, isSafe);
  return old;
}

function composedPaths(
  main: RpmHeader,
  isSource: boolean,
): string[] | undefined {
  const baseNames = main.strings(MAIN.baseNames);
  const dirNames = main.strings(MAIN.dirNames);
  const dirIndexes = main.numbers(MAIN.dirIndexes);
  if (
    baseNames === undefined &&
    dirNames === undefined &&
    dirIndexes === undefined
  )
    return undefined;
  if (
    baseNames === undefined ||
    dirNames === undefined ||
    dirIndexes === undefined
  )
    throw main.error(
      "RPM_FILE_ARRAYS",
      MAIN.baseNames,
      "BASENAMES, DIRNAMES and DIRINDEXES must come together",
    );
  if (dirIndexes.length !== baseNames.length)
    throw main.error(
      "RPM_FILE_ARRAYS",
      MAIN.dirIndexes,
      `${baseNames.length} elements expected, got ${dirIndexes.length}`,
    );
  checkAll(main, MAIN.dirNames, dirNames, isSource ? isEmpty : isSafeDirectory);
  return compose(main, baseNames, dirNames, dirIndexes);
}

function compose(
  main: RpmHeader,
  baseNames: readonly string[],
  dirNames: readonly string[],
  dirIndexes: readonly number[],
): string[] {
  let characters = 0;
  return baseNames.map((baseName, i) => {
    const dirName = dirNames[dirIndexes[i] ?? -1];
    if (dirName === undefined)
      throw main.error(
        "RPM_FILE_PATH",
        MAIN.dirIndexes,
        `element ${i} points outside DIRNAMES`,
      );
    // The root directory itself is the directory "/" with an empty name.
    if (!isSafeBaseName(baseName) && !(baseName === "" && dirName === "/"))
      throw main.error(
        "RPM_FILE_PATH",
        MAIN.baseNames,
        `element ${i} is not a file name`,
      );
    characters += dirName.length + baseName.length;
    if (characters > MAX_PATH_CHARACTERS)
      throw main.error(
        "RPM_FILE_PATH",
        MAIN.baseNames,
        `paths of more than ${MAX_PATH_CHARACTERS} characters`,
      );
    return dirName + baseName;
  });
}

function checkAll(
  main: RpmHeader,
  tag: number,
  values: readonly string[],
  isSafe: (value: string) => boolean,
): void {
  const bad = values.findIndex((value) => !isSafe(value));
  if (bad >= 0)
    throw main.error(
      "RPM_FILE_PATH",
      tag,
      `element ${bad} is not a clean path`,
    );
}

function isEmpty(text: string): boolean {
  return text === "";
}
