import type { FileDigest } from "@stx-patch/core";

import { digestInfo } from "./ima-value.js";
import type { KeyHandles } from "./private-key.js";
import { rsaPrivate, rsaSign } from "./rsa.js";

/** Signs one file digest: the bare signature, without IMA's header. @throws SigningError SIGN_SELF_CHECK_FAILED */
export type DigestSigner = (file: FileDigest) => Uint8Array;

/** The signature scheme of the key: RSA PKCS#1 v1.5 or ECDSA. The curve library is loaded for EC keys only. */
export async function createDigestSigner(
  handles: KeyHandles,
): Promise<DigestSigner> {
  if (handles.privateKey.asymmetricKeyType === "rsa") return rsaSigner(handles);
  const { createEcdsaSigner } = await import("./ecdsa.js");
  const sign = createEcdsaSigner(handles);
  return ({ digest }) => sign(digest);
}

/** Checks the first signature, and with it that the halves belong together; checking all costs a twelfth more (measured). */
function rsaSigner(handles: KeyHandles): DigestSigner {
  let operation = rsaSign;
  return (file) => {
    const signature = operation(handles, "pkcs1-v1_5", digestInfo(file));
    operation = rsaPrivate;
    return signature;
  };
}
