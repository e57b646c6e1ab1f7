import { expect } from "@jest/globals";
import {
  describeRpm,
  fileDigestsToSign,
  type ImaLayout,
  rewriteFileSignatures,
  type RewrittenRpm,
} from "../../src/index.js";
import { type ExpectedSigned, headersOf, hexOf, nodeHash } from "../support.js";

/** Bytes of a signature in the form of IMA by an RSA key of 2048 bits. */
export const SIGNATURE_LENGTH = 265;
export const EPOCH = "unsigned/4.18/epoch-2.0-1.noarch.rpm";

/** A signature per file, undefined for none; as a whole undefined to remove all. */
export type Signatures = readonly (Uint8Array | undefined)[] | undefined;

/** Rewrites a whole package in memory, as a caller would while streaming. */
export async function rewrite(
  bytes: Uint8Array,
  signatures: Signatures,
  layout: ImaLayout,
): Promise<Uint8Array> {
  const headers = await headersOf(bytes);
  const payload = bytes.subarray(headers.payloadOffset);
  const rewritten = await rewriteFileSignatures(headers, signatures, {
    layout,
    signatureLength: SIGNATURE_LENGTH,
    payloadSizeBytes: payload.length,
    hash: nodeHash,
  });
  const prefix = prefixOf(rewritten, payload);
  expect(prefix).toHaveLength(rewritten.prefixSizeBytes);
  return Buffer.concat([prefix, payload]);
}

function prefixOf(rewritten: RewrittenRpm, payload: Uint8Array): Uint8Array {
  if (!rewritten.needsPayloadMd5) return rewritten.prefix();
  const md5 = hexOf("md5", rewritten.mainHeader, payload);
  return rewritten.prefix(Buffer.from(md5, "hex"));
}

/** The signatures that a vector states. */
export function signaturesOf({ fileSignatures }: ExpectedSigned): Signatures {
  return (fileSignatures ?? []).map((hex) =>
    hex === "" ? undefined : Buffer.from(hex, "hex"),
  );
}

/** The signatures a vector must get, also where the tags are absent because there are no files. */
export async function signaturesFor(
  base: Uint8Array,
  expected: ExpectedSigned,
): Promise<Signatures> {
  if (expected.fileSignatures !== null) return signaturesOf(expected);
  const { files } = describeRpm(await headersOf(base));
  return files.map(() => undefined);
}

/** The unsigned package that a vector was made of. */
export function basePath(expected: ExpectedSigned): string {
  return expected.base.replace("../", "");
}

/** The same signature for every file that has a digest. */
export async function anySignatures(bytes: Uint8Array): Promise<Signatures> {
  const info = describeRpm(await headersOf(bytes));
  return fileDigestsToSign(info).map((digest) =>
    digest === undefined ? undefined : new Uint8Array(SIGNATURE_LENGTH).fill(7),
  );
}
