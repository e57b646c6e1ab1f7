// What has to hold for every mutant.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { gunzipSync } from "node:zlib";

import {
  nativeHash,
  nativeInflater,
} from "../../packages/node-io/dist/index.js";
import {
  FINDING_CODES,
  targetRelease,
  verifyPatch,
} from "../../packages/patch-verify/dist/index.js";
import { TEST_KEYS } from "../../packages/testkit/dist/index.js";
import { anchorsFrom } from "../../packages/trust/dist/index.js";
import { isSigned, signedOf } from "./originals.mjs";
import { membersOf } from "./plain-tar.mjs";

const CHUNK = 16_384;
const ANCHORS = ["dev", "formal"].flatMap((role) =>
  anchorsFrom(readFileSync(TEST_KEYS[role].certificate), {
    role,
    source: role,
  }),
);
const OPTIONS = {
  anchors: ANCHORS,
  policy: { checkDates: false, now: new Date(), minRsaBits: 2048 },
  hash: nativeHash,
  inflater: nativeInflater,
  clock: () => performance.now(),
  target: { release: targetRelease("stx-20.06"), acceptsDev: true },
};

/**
 * Verifies a mutant.
 *
 * @param originals - of all good patches, what is signed
 * @returns the verdict and the codes
 * @throws Error when the verifier throws, names a code that is in no catalogue, or trusts what no key signed
 */
export async function judge(bytes, originals) {
  const report = await verifyPatch(inChunks(bytes), OPTIONS);
  const codes = report.findings.map(({ code }) => code);
  const unknown = codes.filter((code) => !Object.hasOwn(FINDING_CODES, code));
  if (unknown.length > 0)
    throw new Error(`codes in no catalogue: ${unknown.join()}`);
  if (report.verdict === "trusted") assertUnchanged(bytes, originals);
  return { verdict: report.verdict, codes };
}

/** What is trusted holds, byte for byte, the signed members of a good patch, and OpenSSL says that they are signed. */
function assertUnchanged(bytes, originals) {
  const members = membersOf(new Uint8Array(gunzipSync(bytes)));
  if (!originals.has(signedOf(members)))
    throw new Error(
      "trusted, and the signed members are those of no good patch",
    );
  if (!isSigned(members))
    throw new Error("trusted, and OpenSSL does not verify the signature");
}

async function* inChunks(bytes) {
  for (let at = 0; at < bytes.length; at += CHUNK)
    yield bytes.subarray(at, at + CHUNK);
}
