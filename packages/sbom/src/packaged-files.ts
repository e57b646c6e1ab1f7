import {
  fileDigestAlgorithmOf,
  rpmFileBatches,
  type RpmHeaders,
} from "@stx-patch/rpm-parser";
import type { FileHash } from "./digest-names.js";

/** A file of an RPM that has content, and so a digest. */
export interface PackagedFile {
  /** Absolute; in a source package a bare name. */
  readonly path: string;
  /** Lower-case hex, of the algorithm that holds for the whole RPM. */
  readonly digest: string;
}

/**
 * The files of an RPM that have a digest, one after the other: directories, links and ghosts have none.
 *
 * @throws RpmError as `describeRpm`
 */
export function* packagedFiles(headers: RpmHeaders): Generator<PackagedFile> {
  for (const files of rpmFileBatches(headers))
    for (const { path, digest } of files)
      if (digest !== "") yield { path, digest };
}

/**
 * The hash of all file digests of an RPM.
 *
 * @throws RpmError RPM_FILE_DIGEST_ALGORITHM
 */
export function fileHashOf({ main }: RpmHeaders): FileHash {
  return fileDigestAlgorithmOf(main).name;
}
