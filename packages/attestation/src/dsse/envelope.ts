import { decodeBase64, encodeBase64 } from "../base64.js";
import { AttestationError } from "../error.js";
import {
  fieldOf,
  isObject,
  parseStrictJson,
  type Json,
} from "../strict-json.js";

/** A signature of an envelope. */
export interface EnvelopeSignature {
  /** A hint by which key, not signed; empty when there is none. */
  readonly keyid: string;
  readonly sig: Uint8Array;
}

/** A DSSE envelope: a payload of a certain type, and signatures over both. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

/** Room for the provenance of 20,000 RPMs, the most that a patch can have. */
export const MAX_ENVELOPE_BYTES = 32 * 1024 * 1024;

/** Each one costs a public-key operation for every trusted key. */
const MAX_SIGNATURES = 16;
/** RSA-16384, with room. */
const MAX_SIGNATURE_BYTES = 4096;

/** The JSON form of an envelope (DSSE 1.0), on one line: also the form of a line of a bundle. */
export function encodeEnvelope({
  payloadType,
  payload,
  signatures,
}: Envelope): Uint8Array {
  const value = {
    payloadType,
    payload: encodeBase64(payload),
    signatures: signatures.map(({ keyid, sig }) => ({
      keyid,
      sig: encodeBase64(sig),
    })),
  };
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}

/**
 * Reads the JSON form of an envelope. Fields that DSSE does not know are passed over, as it demands.
 *
 * @throws AttestationError ATTEST_TOO_LARGE, ATTEST_JSON, ATTEST_ENVELOPE
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length > MAX_ENVELOPE_BYTES)
    throw new AttestationError(
      "ATTEST_TOO_LARGE",
      `${bytes.length} bytes, at most ${MAX_ENVELOPE_BYTES} are allowed`,
    );
  const value = parseStrictJson(bytes, "the envelope");
  if (!isObject(value)) throw bad("it is no JSON object");
  const payloadType = textOf(fieldOf(value, "payloadType"), "payloadType");
  const payload = bytesOf(fieldOf(value, "payload"), "payload");
  const signatures = fieldOf(value, "signatures");
  if (!Array.isArray(signatures) || signatures.length === 0)
    throw bad("it has no signatures");
  if (signatures.length > MAX_SIGNATURES)
    throw bad(
      `it has ${signatures.length} signatures, at most ${MAX_SIGNATURES} are allowed`,
    );
  return { payloadType, payload, signatures: signatures.map(signatureOf) };
}

function signatureOf(value: Json, i: number): EnvelopeSignature {
  if (!isObject(value)) throw bad(`signatures[${i}] is no object`);
  const keyid = fieldOf(value, "keyid") ?? "";
  const sig = bytesOf(fieldOf(value, "sig"), `signatures[${i}].sig`);
  if (sig.length > MAX_SIGNATURE_BYTES)
    throw bad(`signatures[${i}].sig has ${sig.length} bytes`);
  return { keyid: textOf(keyid, `signatures[${i}].keyid`), sig };
}

function textOf(value: Json | undefined, name: string): string {
  if (typeof value === "string") return value;
  throw bad(`${name} is no text`);
}

function bytesOf(value: Json | undefined, name: string): Uint8Array {
  const bytes = decodeBase64(textOf(value, name));
  if (bytes !== undefined) return bytes;
  throw bad(`${name} is not base64`);
}

function bad(problem: string): AttestationError {
  return new AttestationError(
    "ATTEST_ENVELOPE",
    `no DSSE envelope: ${problem}`,
  );
}
