import { isHex } from "./bytes.js";
import { filePathsOf } from "./file-names.js";
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
 * The file list.
 *
 * @param imaSignatures - hex, one per file, or undefined when there are none to show
 * @throws RpmError RPM_FILE_ARRAYS, RPM_FILE_PATH, RPM_FILE_DIGEST, RPM_FILE_DIGEST_ALGORITHM
 */
export function fileListOf(
  main: RpmHeader,
  isSource: boolean,
  imaSignatures: readonly string[] | undefined,
): RpmFile[] {
  const paths = filePathsOf(main, isSource) ?? [];
  checkLengths(main, paths.length);
  if (paths.length === 0) return [];
  const sizes = numbers(
    main,
    main.has(MAIN.longFileSizes) ? MAIN.longFileSizes : MAIN.fileSizes,
  );
  const modes = numbers(main, MAIN.fileModes);
  const mtimes = numbers(main, MAIN.fileMtimes);
  const flags = numbers(main, MAIN.fileFlags);
  const linkTargets = strings(main, MAIN.fileLinkTos);
  const users = strings(main, MAIN.fileUserNames);
  const groups = strings(main, MAIN.fileGroupNames);
  const digests = fileDigests(main);
  const verifyFlags = main.numbers(MAIN.fileVerifyFlags);
  const rdevs = main.numbers(MAIN.fileRdevs);
  const inodes = main.numbers(MAIN.fileInodes);
  const capabilities = main.strings(MAIN.fileCaps);
  return paths.map((path, i) => ({
    path,
    mode: modes[i] ?? 0,
    sizeBytes: sizes[i] ?? 0,
    mtimeSeconds: mtimes[i] ?? 0,
    flags: flags[i] ?? 0,
    verifyFlags: verifyFlags?.[i] ?? 0,
    linkTarget: linkTargets[i] ?? "",
    user: users[i] ?? "",
    group: groups[i] ?? "",
    digest: digests[i] ?? "",
    imaSignature: imaSignatures?.[i] ?? "",
    rdev: rdevs?.[i] ?? 0,
    inode: inodes?.[i] ?? 0,
    capabilities: capabilities?.[i] ?? "",
  }));
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

function numbers(main: RpmHeader, tag: number): readonly number[] {
  return main.numbers(tag) ?? missing(main, tag);
}

function strings(main: RpmHeader, tag: number): readonly string[] {
  return main.strings(tag) ?? missing(main, tag);
}

function missing(main: RpmHeader, tag: number): never {
  throw main.error("RPM_FILE_ARRAYS", tag, "missing in a package with files");
}

function fileDigests(main: RpmHeader): readonly string[] {
  const digits = 2 * fileDigestAlgorithmOf(main).bytes;
  const digests = strings(main, MAIN.fileDigests);
  const bad = digests.findIndex(
    (digest) => digest !== "" && (digest.length !== digits || !isHex(digest)),
  );
  if (bad >= 0)
    throw main.error(
      "RPM_FILE_DIGEST",
      MAIN.fileDigests,
      `element ${bad}: nothing or ${digits} hex digits expected`,
    );
  return digests.map((digest) => digest.toLowerCase());
}
