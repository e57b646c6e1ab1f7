import type { PatchSigner } from "@stx-patch/core";

import { SigningError } from "../error.js";
import { imaSignerOver, type KernelImaSigner } from "../ima-signatures.js";
import { assertPatchDigest, assertPatchKey } from "../patch-signer.js";
import { assertSigned } from "./assert-signed.js";
import type { ExpectedKey } from "./public-key.js";
import {
  PATCH_SCHEME,
  type RemoteKey,
  type SignatureScheme,
} from "./remote-key.js";

/**
 * Signs patches with a key that is elsewhere. The salt is the signer's, so that two signatures of one patch differ as a rule.
 *
 * @throws SigningError KEY_UNSUITABLE. `sign` throws SIGN_DIGEST_INVALID, SIGNER_KEY_MISMATCH, SIGNER_ANSWER_INVALID and what the
 * remote key throws
 */
export function createRemotePatchSigner(
  remote: RemoteKey,
  key: ExpectedKey,
): PatchSigner {
  assertPatchKey(key.info, remote.source);
  return {
    key: key.info,
    sign: async (sha256) => {
      assertPatchDigest(sha256);
      const file = { algorithm: "sha256", digest: sha256 } as const;
      const [signature] = await remote.sign({
        purpose: "patch",
        scheme: PATCH_SCHEME,
        keySpkiSha256: key.info.spkiSha256,
        digests: [file],
      });
      if (signature === undefined) throw incomplete(remote);
      await assertSigned(key, PATCH_SCHEME, file, signature);
      return signature;
    },
  };
}

/**
 * Signs packaged files' digests with a key that is elsewhere: all digests of a call in one request.
 *
 * @throws SigningError KEY_UNSUITABLE. `sign` throws as {@link createRemotePatchSigner}, and SIGN_ALGORITHM_UNSUPPORTED
 */
export function createRemoteImaSigner(
  remote: RemoteKey,
  key: ExpectedKey,
): KernelImaSigner {
  const scheme: SignatureScheme =
    key.info.algorithm === "rsa" ? "rsa-pkcs1-v1_5" : "ecdsa";
  return imaSignerOver(key, async (digests) => {
    const signatures = await remote.sign({
      purpose: "ima",
      scheme,
      keySpkiSha256: key.info.spkiSha256,
      digests,
    });
    for (const [i, file] of digests.entries()) {
      const signature = signatures[i];
      if (signature === undefined) throw incomplete(remote);
      await assertSigned(key, scheme, file, signature);
    }
    return signatures;
  });
}

function incomplete({ source }: RemoteKey): SigningError {
  return new SigningError(
    "SIGNER_ANSWER_INVALID",
    `${source}: there are fewer signatures than digests`,
  );
}
