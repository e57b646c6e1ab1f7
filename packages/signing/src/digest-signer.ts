import type { FileDigest } from "@stx-patch/core";

import { digestInfo } from "./ima-value.js";
import type { KeyHandles } from "./private-key.js";
import { rsaSign } from "./rsa.js";

/** Signs one file digest: the bare signature, without IMA's header. @throws SigningError SIGN_SELF_CHECK_FAILED */
export type DigestSigner = (file: FileDigest) => Uint8Array;

/** The signature scheme of the key: RSA PKCS#1 v1.5 or ECDSA. The curve library is loaded for EC keys only. */
export async function createDigestSigner(
  handles: KeyHandles,
): Promise<DigestSigner> {
  if (handles.privateKey.asymmetricKeyType === "rsa") {
    return (file) => rsaSign(handles, "pkcs1-v1_5", digestInfo(file));
  }
  const { createEcdsaSigner } = await import("./ecdsa.js");
  const sign = createEcdsaSigner(handles);
  return ({ digest }) => sign(digest);
}
