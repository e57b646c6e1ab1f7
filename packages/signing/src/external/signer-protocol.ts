import { safeText, toHex } from "@stx-patch/core";

import { SigningError } from "../error.js";
import type { SignatureOrder, SignaturePurpose } from "./remote-key.js";

/**
 * What a `cmd:` program is told on its standard input and answers on its standard output: one JSON object each, described in
 * docs/signing.md. The numbers and names in it are an interface.
 */
const PROTOCOL = "stx-patch-signer";
const VERSION = 1;

/** Longest error text of a signer that is shown. */
const MAX_SHOWN = 500;

/** Asks who would sign. */
export function describeRequest(purpose: SignaturePurpose): string {
  return encode({ operation: "describe", purpose });
}

/** Asks for signatures over digests; all of them at once. */
export function signRequest(order: SignatureOrder): string {
  const { purpose, scheme, keySpkiSha256, digests } = order;
  return encode({
    operation: "sign",
    ...{ purpose, scheme, keySpkiSha256 },
    digests: digests.map(({ algorithm, digest }) => ({
      algorithm,
      digest: toHex(digest),
    })),
  });
}

/** Reads the answer to a {@link describeRequest}. @throws SigningError SIGNER_ANSWER_INVALID, SIGNER_REFUSED */
export function publicKeyIn(answer: Uint8Array, name: string): Uint8Array {
  const { publicKey } = decode(answer, name);
  if (typeof publicKey === "string") return new TextEncoder().encode(publicKey);
  throw invalid(name, "the answer has no text publicKey");
}

/**
 * Reads the answer to a {@link signRequest}.
 *
 * @param count - signatures that were asked for
 * @throws SigningError SIGNER_ANSWER_INVALID, SIGNER_REFUSED
 */
export function signaturesIn(
  answer: Uint8Array,
  count: number,
  name: string,
): Uint8Array[] {
  const { signatures } = decode(answer, name);
  if (!Array.isArray(signatures))
    throw invalid(name, "the answer has no list signatures");
  if (signatures.length !== count)
    throw invalid(
      name,
      `expected ${count} signatures, got ${signatures.length}`,
    );
  return signatures.map((text: unknown, i) => {
    if (typeof text !== "string" || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
      throw invalid(name, `signature ${i} is not base64`);
    return new Uint8Array(Buffer.from(text, "base64"));
  });
}

/** What an answer gives as the reason for no signature, safe to show. */
export function refusalIn(answer: Uint8Array): string | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(answer));
    const { error } = Object(value) as { error?: unknown };
    return typeof error === "string"
      ? safeText(error.slice(0, MAX_SHOWN))
      : undefined;
  } catch {
    return undefined;
  }
}

function encode(body: object): string {
  return `${JSON.stringify({ protocol: PROTOCOL, version: VERSION, ...body })}\n`;
}

function decode(answer: Uint8Array, name: string): Record<string, unknown> {
  const refusal = refusalIn(answer);
  if (refusal !== undefined)
    throw new SigningError("SIGNER_REFUSED", `${name}: ${refusal}`);
  const value = parse(answer, name);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid(name, "the answer is no JSON object");
  const fields = value as Record<string, unknown>;
  if (fields["version"] !== VERSION)
    throw invalid(name, `the answer is not of version ${VERSION}`);
  return fields;
}

function parse(answer: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(answer));
  } catch (cause) {
    throw invalid(name, "the answer is no JSON", cause);
  }
}

function invalid(name: string, problem: string, cause?: unknown): SigningError {
  return new SigningError("SIGNER_ANSWER_INVALID", `${name}: ${problem}`, {
    cause,
  });
}
