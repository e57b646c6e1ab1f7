import { createCommandKey } from "./command-key.js";
import { createPkcs11Key } from "./pkcs11-key.js";
import type { RemoteKey } from "./remote-key.js";
import type { SignerUri } from "./signer-uri.js";
import type { SignerSurroundings } from "./surroundings.js";

/** A signer that answers with signatures over digests; a signing server (`ssh:`) does not. */
export type DigestSignerUri = Extract<
  SignerUri,
  { readonly kind: "cmd" | "pkcs11" }
>;

/** The key that a URI names. Nothing is asked yet. @throws SigningError SIGNER_URI_INVALID */
export function openRemoteKey(
  uri: DigestSignerUri,
  surroundings: SignerSurroundings,
): RemoteKey {
  return uri.kind === "cmd"
    ? createCommandKey(uri, surroundings)
    : createPkcs11Key(uri, surroundings);
}
