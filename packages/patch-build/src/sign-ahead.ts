import type { FileDigest } from "@stx-patch/core";
import { fileDigestsToSign } from "@stx-patch/rpm-parser";
import { assertLayoutTakesKey, type ImaSigning } from "./ima.js";
import { isOnImaSkipList } from "./ima-skip-list.js";
import type { InspectedRpm } from "./rpm-input.js";

/** Digests that are handed to the signer at a time: enough for any number of threads, some megabytes. */
const PORTION = 16_384;

/**
 * Signs the files of all RPMs together, before they are prepared one by one. For an RPM with a few files no signer
 * starts threads; for a hundred such RPMs it should. The signer remembers, so that preparing finds the work done.
 *
 * @throws BuildError BUILD_IMA_EC_LAYOUT; RpmError RPM_IMA_ALGORITHM; what the signer throws
 */
export async function signAhead(
  rpms: readonly InspectedRpm[],
  signing: ImaSigning,
): Promise<void> {
  assertLayoutTakesKey(signing);
  let portion: FileDigest[] = [];
  for (const { fileName, info } of rpms) {
    if (isOnImaSkipList(fileName)) continue;
    for (const digest of fileDigestsToSign(info))
      if (digest !== undefined) portion.push(digest);
    if (portion.length < PORTION) continue;
    await signing.signer.sign(portion);
    portion = [];
  }
  await signing.signer.sign(portion);
}
