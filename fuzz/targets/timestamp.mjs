// RFC 3161: answers of an authority, and requests. Nobody has the authority's key: what is good must be what it signed.
import { createHash } from "node:crypto";
import {
  checkImprint,
  encodeTimestampRequest,
  parseTimestampRequest,
  parseTimestampResponse,
  TIMESTAMP_ERRORS,
  verifyTimestamp,
} from "@stx-patch/attestation";
import { anchorsFrom, TRUST_ERRORS } from "@stx-patch/trust";

import { derMutations } from "../lib/der-mutations.mjs";
import { claim, orCoded, sameBytes, vectorsIn, words } from "./support.mjs";

const FOLDER = "timestamp/";
const MAX_BYTES = 1 << 13;
const CODES = { ...TIMESTAMP_ERRORS, ...TRUST_ERRORS };

const vectors = (pattern) => vectorsIn(FOLDER, pattern, MAX_BYTES);
const [request] = vectors(/\.tsq$/);
const answers = vectors(/\.tsr$/);
const known = answers.map((der) => parseTimestampResponse(der));
const digest = createHash("sha256").update("a signature").digest();

const expected = {
  anchors: vectors(/root\.pem$/).flatMap((pem) =>
    anchorsFrom(pem, { source: "test" }),
  ),
  policy: { minRsaBits: 2048 },
  now: new Date("2027-01-01"),
  request: parseTimestampRequest(request),
};

async function run(bytes) {
  await readsRequest(bytes);
  const { info, findings } = await verifyTimestamp(bytes, expected);
  for (const { code } of findings)
    claim(Object.hasOwn(CODES, code), `no such code: ${code}`);
  const isGood = findings.every(({ severity }) => severity !== "error");
  if (isGood) isWhatWasSigned(bytes, info);
}

function isWhatWasSigned(bytes, info) {
  const { signedData } = parseTimestampResponse(bytes);
  claim(
    known.some(
      (one) =>
        sameBytes(one.signedData.content, signedData.content) &&
        sameBytes(one.signedData.signedBytes, signedData.signedBytes) &&
        one.info.time.getTime() === info.time.getTime(),
    ),
    "good, and nobody signed it",
  );
  claim(
    checkImprint(info, new Uint8Array(digest)).length === 0,
    "good, and of something else",
  );
}

async function readsRequest(bytes) {
  const read = () => parseTimestampRequest(bytes);
  const { value } = await orCoded(TIMESTAMP_ERRORS, read);
  if (value === undefined || value.imprint.length !== 32) return;
  // What may be read and not be written: identifiers that were cut.
  const written = await orCoded(TIMESTAMP_ERRORS, () => writtenOf(value));
  if (written.value === undefined) return;
  const again = parseTimestampRequest(written.value);
  claim(
    again.policy === value.policy &&
      again.nonce === value.nonce &&
      sameBytes(again.imprint, value.imprint),
    "a request changes when it is written and read again",
  );
}

/** Undefined for a policy that isPolicy refuses. */
function writtenOf(value) {
  try {
    return encodeTimestampRequest(value);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

export const target = {
  maxBytes: MAX_BYTES,
  run,
  mutations: derMutations,
  dictionary: words(
    [0x30, 0x80],
    [0x02, 0x01, 0x00],
    [0x02, 0x01, 0x02],
    [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01],
    "20260101000000Z",
    "20260101000000.5Z",
  ),
  seeds: () => [...answers, request],
};
