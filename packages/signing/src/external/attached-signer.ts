import type { PatchSigner } from "@stx-patch/core";

import { assertPatchDigest, assertPatchKey } from "../patch-signer.js";
import { assertSigned } from "./assert-signed.js";
import type { ExpectedKey } from "./public-key.js";
import { PATCH_SCHEME } from "./remote-key.js";

/**
 * A signer that hands out a signature which was made elsewhere, after a look at whether it is the key's over this very digest.
 *
 * @throws SigningError KEY_UNSUITABLE. `sign` throws SIGN_DIGEST_INVALID, SIGNER_ANSWER_INVALID, SIGNER_KEY_MISMATCH
 */
export function createAttachedSigner(
  key: ExpectedKey,
  signature: Uint8Array,
): PatchSigner {
  assertPatchKey(key.info, key.source);
  return {
    key: key.info,
    sign: async (sha256) => {
      assertPatchDigest(sha256);
      const file = { algorithm: "sha256", digest: sha256 } as const;
      await assertSigned(key, PATCH_SCHEME, file, signature);
      return signature;
    },
  };
}
