import type { HashFactory, PatchSigner } from "@stx-patch/core";
import { sha256Of } from "../sha256.js";
import type { Envelope } from "./envelope.js";
import { preAuthEncoding } from "./pae.js";

/**
 * Signs a payload with the key that signs patches, in the same way: RSASSA-PSS with SHA-256, here over the pre-authentication encoding.
 * Such a signature is never one of a patch: what a patch's signature is over starts with the tar header of metadata.xml, this with
 * `DSSEv1`, and equal digests would be a collision of SHA-256.
 *
 * @throws what the signer throws
 */
export async function signEnvelope(
  { payloadType, payload }: Pick<Envelope, "payloadType" | "payload">,
  signer: PatchSigner,
  hash: HashFactory,
): Promise<Envelope> {
  const message = preAuthEncoding(payloadType, payload);
  const sig = await signer.sign(await sha256Of(message, hash));
  const keyid = signer.key.spkiSha256;
  return { payloadType, payload, signatures: [{ keyid, sig }] };
}
