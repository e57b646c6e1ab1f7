import { fromHex } from "@stx-patch/core";
import { DER, DerReader, integerHex, readAlgorithm } from "@stx-patch/trust";
import { derUnsigned, derValue } from "./der-writer.js";
import { TimestampError } from "./error.js";
import { OID, oidContent, oidText } from "./oid.js";
import { readingDer } from "./reading.js";

const BOOLEAN = 0x01;

/** What an authority is asked for. */
export interface TimestampRequest {
  /** SHA-256 of what is to be stamped. */
  readonly imprint: Uint8Array;
  /** Object identifier with dots; undefined: the authority's own. */
  readonly policy: string | undefined;
  /** Lower-case hex without leading zeros; an answer has to have the same. */
  readonly nonce: string | undefined;
}

/**
 * A request (RFC 3161 section 2.4.1) that asks for the authority's certificates in the answer, so that it can be verified offline.
 *
 * @throws TypeError for a policy that is no object identifier; {@link isPolicy} says so before
 */
export function encodeTimestampRequest({
  imprint,
  policy,
  nonce,
}: TimestampRequest): Uint8Array {
  return derValue(
    DER.sequence,
    derUnsigned(Uint8Array.of(1)),
    derValue(
      DER.sequence,
      derValue(
        DER.sequence,
        derValue(DER.oid, fromHex(OID.sha256)),
        derValue(DER.null),
      ),
      derValue(DER.octetString, imprint),
    ),
    ...(policy === undefined ? [] : [derValue(DER.oid, policyContent(policy))]),
    ...(nonce === undefined ? [] : [derUnsigned(fromHex(evenHex(nonce)))]),
    derValue(BOOLEAN, Uint8Array.of(0xff)),
  );
}

/** Whether a text is an object identifier, as policies are. */
export function isPolicy(text: string): boolean {
  return oidContent(text) !== undefined;
}

/**
 * Reads a request, as it was kept to compare the answer with it. Who asks for other digests than SHA-256 asked for something else.
 *
 * @throws TimestampError TIMESTAMP_MALFORMED
 */
export function parseTimestampRequest(der: Uint8Array): TimestampRequest {
  return readingDer("the request", () => {
    const outer = new DerReader(der);
    const request = outer.enter(DER.sequence, "the request");
    outer.expectEnd("the request");
    request.read(DER.integer, "the version");
    const { algorithm, imprint } = readImprint(request);
    if (algorithm !== OID.sha256)
      throw new TimestampError(
        "TIMESTAMP_MALFORMED",
        "the request is not about a SHA-256",
      );
    const policy =
      request.nextTag === DER.oid
        ? oidText(request.read(DER.oid, "the policy").content)
        : undefined;
    const nonce =
      request.nextTag === DER.integer
        ? numberHex(request.read(DER.integer, "the nonce").content)
        : undefined;
    return { imprint, policy, nonce };
  });
}

/** MessageImprint, in requests and in answers. */
export function readImprint(reader: DerReader): {
  readonly algorithm: string;
  readonly imprint: Uint8Array;
} {
  const imprint = reader.enter(DER.sequence, "the imprint");
  const algorithm = readAlgorithm(imprint, "the imprint's algorithm");
  const { content } = imprint.read(DER.octetString, "the imprint");
  imprint.expectEnd("the imprint");
  return { algorithm, imprint: content };
}

/**
 * A number's content as hex with its sign and without leading zeros: two encodings of one number are the same.
 *
 * @throws TrustError TRUST_MALFORMED for no number at all
 */
export function numberHex(content: Uint8Array): string {
  return integerHex(content, "a number").replace(/^(-?)0+(?=.)/, "$1");
}

function evenHex(hex: string): string {
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

function policyContent(policy: string): Uint8Array {
  const content = oidContent(policy);
  if (content !== undefined) return content;
  throw new TypeError("the policy is no object identifier");
}
