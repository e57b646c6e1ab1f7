import type { HashFactory } from "@stx-patch/core";
import {
  verifyDetachedSignature,
  type SignatureInput,
  type SignatureVerdict,
} from "@stx-patch/trust";
import { sha256Of } from "../sha256.js";
import type { Envelope } from "./envelope.js";
import { preAuthEncoding } from "./pae.js";

/** Whom to trust with a signature: the same rules as for patches. */
export type EnvelopeTrust = Pick<
  SignatureInput,
  "anchors" | "intermediates" | "policy"
>;

/**
 * Verifies the signatures of an envelope; one by somebody trusted is enough. Key ids are not looked at: they are not signed, and every
 * trusted key is tried.
 *
 * @returns the first trusted verdict, else the best one: of a known key, or the first
 */
export async function verifyEnvelope(
  { payloadType, payload, signatures }: Envelope,
  trust: EnvelopeTrust,
  hash: HashFactory,
): Promise<SignatureVerdict> {
  const sha256 = await sha256Of(preAuthEncoding(payloadType, payload), hash);
  const verdicts = signatures.map(({ sig }) =>
    verifyDetachedSignature({ ...trust, sha256, signature: sig }),
  );
  const best =
    verdicts.find(({ trusted }) => trusted) ??
    verdicts.find(({ signer }) => signer !== undefined) ??
    verdicts[0];
  if (best === undefined) throw new TypeError("an envelope has a signature");
  return best;
}
