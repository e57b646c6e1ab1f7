import { fromHex } from "./bytes.js";
import { RpmError } from "./error.js";
import type { RpmHash } from "./hash.js";
import type { RpmInfo } from "./rpm-info.js";

/** Hashes whose digests are signed for IMA. */
export type SignableHash =
  "md5" | "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

/** What to sign for one file: the digest of the header, not hashed again (spec section 7). */
export interface FileDigestToSign {
  readonly algorithm: SignableHash;
  readonly digest: Uint8Array;
}

/**
 * Digests to sign, one per file in header order; undefined where the file has none and gets the empty
 * signature. Hard links each get their own signature, ghosts with a digest too.
 *
 * @throws RpmError RPM_IMA_ALGORITHM for RIPEMD-160 and SHA-3, which rpmsign or the target's kernel refuse
 */
export function fileDigestsToSign(
  info: Pick<RpmInfo, "nevra" | "fileDigestAlgorithm" | "files">,
): readonly (FileDigestToSign | undefined)[] {
  const { fileDigestAlgorithm: algorithm, files } = info;
  return files.map(({ digest }) => {
    if (digest === "") return undefined;
    if (!isSignable(algorithm))
      throw new RpmError(
        "RPM_IMA_ALGORITHM",
        `${info.nevra}: ${algorithm} file digests cannot be signed`,
      );
    return { algorithm, digest: fromHex(digest) };
  });
}

function isSignable(algorithm: RpmHash): algorithm is SignableHash {
  return (
    algorithm !== "ripemd160" &&
    algorithm !== "sha3-256" &&
    algorithm !== "sha3-512"
  );
}
