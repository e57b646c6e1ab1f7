import { dependenciesOf } from "./dependencies.js";
import { fileBatches, fileDigestAlgorithmOf } from "./file-list.js";
import type { RpmHeader } from "./header.js";
import { identityOf } from "./identity.js";
import { imaLayoutOf, soundImaSignatures } from "./ima-layout.js";
import type { RpmHeaders } from "./walk-headers.js";
import { openPgpSignaturesOf } from "./openpgp.js";
import type { RpmFile, RpmInfo } from "./rpm-info.js";
import { scriptletsOf } from "./scriptlets.js";
import { MAIN } from "./tags.js";

/**
 * Reads a package's facts from its headers and checks what other programs will rely on: required tags,
 * safe names, parallel arrays of equal length, clean file paths, digests of the right form (spec sections
 * 4, 13 and 14). Faults of file signatures are not thrown but reported by {@link checkImaLayout}.
 *
 * @throws RpmError RPM_TAG_*, RPM_TEXT_ENCODING, RPM_NUMBER_RANGE, RPM_NAME_UNSAFE, RPM_FORMAT_UNKNOWN,
 * RPM_SOURCE_KIND, RPM_DEPENDENCY_ARRAYS, RPM_SCRIPT_ARRAYS, RPM_FILE_*
 */
export function describeRpm(headers: RpmHeaders): RpmInfo {
  const { main } = headers;
  const identity = identityOf(main);
  const counts = countFiles(headers);
  let files: readonly RpmFile[] | undefined;
  return {
    ...identity,
    ...aboutOf(main),
    installedSizeBytes: installedSizeOf(main),
    payload: {
      format: main.string(MAIN.payloadFormat),
      compressor: main.string(MAIN.payloadCompressor),
      flags: main.string(MAIN.payloadFlags),
    },
    fileDigestAlgorithm: fileDigestAlgorithmOf(main).name,
    ...counts,
    get files() {
      return (files ??= [...rpmFileBatches(headers)].flat());
    },
    ...dependenciesOf(main),
    scriptlets: scriptletsOf(main),
    openPgpSignatures: openPgpSignaturesOf(headers.signature),
    imaLayout: imaLayoutOf(headers),
  };
}

/**
 * The files of a package, some at a time: whoever does not need all of them at once needs little memory.
 *
 * @throws RpmError as {@link describeRpm}
 */
export function rpmFileBatches(
  headers: RpmHeaders,
): Generator<readonly RpmFile[], undefined> {
  const { isSource } = identityOf(headers.main);
  return fileBatches(headers.main, isSource, soundImaSignatures(headers));
}

/** Looks at every file once, which is how faults of the list are found. */
function countFiles(
  headers: RpmHeaders,
): Pick<RpmInfo, "fileCount" | "signedFileCount"> {
  let fileCount = 0;
  let signedFileCount = 0;
  for (const files of rpmFileBatches(headers)) {
    fileCount += files.length;
    for (const { imaSignature } of files)
      if (imaSignature !== "") signedFileCount += 1;
  }
  return { fileCount, signedFileCount };
}

function aboutOf(
  main: RpmHeader,
): Pick<
  RpmInfo,
  | "buildTimeSeconds"
  | "buildHost"
  | "summary"
  | "license"
  | "vendor"
  | "url"
  | "packager"
  | "group"
  | "rpmVersion"
> {
  return {
    buildTimeSeconds: main.number(MAIN.buildTime),
    buildHost: main.string(MAIN.buildHost),
    summary: main.string(MAIN.summary),
    license: main.string(MAIN.license),
    vendor: main.string(MAIN.vendor),
    url: main.string(MAIN.url),
    packager: main.string(MAIN.packager),
    group: main.string(MAIN.group),
    rpmVersion: main.string(MAIN.rpmVersion),
  };
}

function installedSizeOf(main: RpmHeader): number {
  const size = main.number(MAIN.longSize) ?? main.number(MAIN.size);
  if (size === undefined)
    throw main.error("RPM_TAG_MISSING", MAIN.size, "missing");
  return size;
}
