import type { FileDigest } from "@stx-patch/core";
import { equalBytes } from "@stx-patch/core";

import { SigningError } from "../error.js";
import { digestInfo } from "../ima-value.js";
import { matchesPss } from "../pss-encoding.js";
import { rsaRecover } from "../rsa.js";
import type { ExpectedKey } from "./public-key.js";
import type { SignatureScheme } from "./remote-key.js";

/**
 * Verifies a signature that came from elsewhere, before anything is done with it.
 *
 * @throws SigningError SIGNER_ANSWER_INVALID for what has not even the length, SIGNER_KEY_MISMATCH for another key's or another
 * digest's
 */
export async function assertSigned(
  key: ExpectedKey,
  scheme: SignatureScheme,
  file: FileDigest,
  signature: Uint8Array,
): Promise<void> {
  const { algorithm, bits } = key.info;
  const bytes = Math.ceil(bits / 8);
  if (algorithm === "rsa" && signature.length !== bytes)
    throw new SigningError(
      "SIGNER_ANSWER_INVALID",
      `${key.source}: expected a signature of ${bytes} bytes, got ${signature.length}`,
    );
  if (await isSigned(key, scheme, file, signature)) return;
  throw new SigningError(
    "SIGNER_KEY_MISMATCH",
    `${key.source}: the signature is not one of the expected key ${key.info.spkiSha256} over this digest`,
  );
}

async function isSigned(
  { publicKey, info }: ExpectedKey,
  scheme: SignatureScheme,
  file: FileDigest,
  signature: Uint8Array,
): Promise<boolean> {
  switch (scheme) {
    case "rsa-pss-sha256-mgf1-sha256-salt32":
      return matchesPss(
        file.digest,
        info.bits,
        rsaRecover(publicKey, "none", signature),
      );
    case "rsa-pkcs1-v1_5":
      return equalBytes(
        rsaRecover(publicKey, "pkcs1-v1_5", signature),
        digestInfo(file),
      );
    case "ecdsa": {
      const { verifiesEcdsa } = await import("../ecdsa.js");
      return verifiesEcdsa(publicKey, file.digest, signature);
    }
  }
}
