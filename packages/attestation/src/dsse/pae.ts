import { concatBytes } from "@stx-patch/core";

/**
 * What a DSSE signature is made over: payload and type with their lengths, so that neither can pass for the other (DSSE 1.0,
 * "pre-authentication encoding").
 */
export function preAuthEncoding(
  payloadType: string,
  payload: Uint8Array,
): Uint8Array {
  const encoder = new TextEncoder();
  const type = encoder.encode(payloadType);
  return concatBytes([
    encoder.encode(`DSSEv1 ${type.length} `),
    type,
    encoder.encode(` ${payload.length} `),
    payload,
  ]);
}
