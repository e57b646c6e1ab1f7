// A DSSE envelope with provenance in it. Nobody has the key: what counts as signed must be what was signed, and nothing else may be good.
import { createPrivateKey, sign, constants } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  ATTESTATION_ERRORS,
  encodeEnvelope,
  encodeProvenance,
  parseEnvelope,
  parseProvenance,
  preAuthEncoding,
  STATEMENT_PAYLOAD_TYPE,
  verifyProvenance,
} from "@stx-patch/attestation";
import { anchorsFrom, TRUST_ERRORS } from "@stx-patch/trust";

import { jsonMutations } from "../lib/json-mutations.mjs";
import { namesAreUnique } from "./json-names.mjs";
import {
  claim,
  orCoded,
  sameBytes,
  untouchedPrototypes,
  words,
} from "./support.mjs";

const KEYS = new URL("../../packages/testkit/keys/", import.meta.url);
const read = (name) => readFileSync(new URL(name, KEYS));
const CODES = { ...ATTESTATION_ERRORS, ...TRUST_ERRORS };

const [anchor] = anchorsFrom(
  new Uint8Array(read("formal-test-certificate.pem")),
  { role: "formal", source: "test" },
);
const trust = {
  anchors: [anchor],
  policy: { checkDates: false, now: new Date("2027-01-01"), minRsaBits: 2048 },
};

const digest = (digit) => digit.repeat(64);
const RPM = { fileName: "a-1-1.noarch.rpm", nevra: "a-1-1.noarch" };
const patch = {
  sha256: digest("1"),
  signedContentSha256: digest("2"),
  rpms: [{ ...RPM, sha256: digest("5"), payloadSha256: digest("4") }],
  signerSpkiSha256: anchor.key.spkiSha256,
};

/** Of this patch, and of another: the second is trusted, too, but never good. */
const SIGNED = [patch.sha256, digest("9")].map((sha256) =>
  encodeProvenance({
    patch: { name: "P.patch", sha256 },
    signedContentSha256: sha256 === patch.sha256 ? digest("2") : digest("8"),
    sidecars: [],
    parameters: { id: "P", release: "20.06" },
    rpms: [
      {
        name: RPM.fileName,
        nevra: RPM.nevra,
        sha256: digest("3"),
        payloadSha256: digest("4"),
        isSigned: true,
      },
    ],
    files: [
      { use: "release-info", name: "release-info.inc", sha256: digest("3") },
    ],
    keys: [{ use: "patch", key: anchor.key, role: "formal" }],
    builder: { id: "urn:test", version: { node: "v0" } },
  }),
);

async function run(bytes) {
  const verdict = await verifyProvenance(bytes, patch, trust);
  untouchedPrototypes();
  for (const { code } of verdict.findings)
    claim(Object.hasOwn(CODES, code), `no such code: ${code}`);
  const isGood = verdict.findings.every(({ severity }) => severity !== "error");
  claim(verdict.trusted || !isGood, "good without a signature");
  const { value: envelope } = await orCoded(CODES, () => parseEnvelope(bytes));
  if (envelope === undefined) return;
  await isSigned(envelope, verdict.trusted, isGood);
  await readsWhatIsThere(bytes, envelope);
}

async function isSigned({ payload, payloadType }, trusted, isGood) {
  const at = SIGNED.findIndex((known) => sameBytes(known, payload));
  if (trusted)
    claim(
      at !== -1 && payloadType === STATEMENT_PAYLOAD_TYPE,
      "trusted, and nobody signed it",
    );
  if (isGood) claim(at === 0, "good, and about another patch");
}

async function readsWhatIsThere(bytes, envelope) {
  claim(
    namesAreUnique(Buffer.from(bytes).toString()),
    "a name that comes twice is read",
  );
  const again = parseEnvelope(encodeEnvelope(envelope));
  claim(
    sameBytes(again.payload, envelope.payload) &&
      again.payloadType === envelope.payloadType &&
      again.signatures.length === envelope.signatures.length,
    "an envelope changes when it is written and read again",
  );
  const { value } = await orCoded(CODES, () =>
    parseProvenance(envelope.payload),
  );
  if (value !== undefined)
    claim(
      namesAreUnique(Buffer.from(envelope.payload).toString()),
      "a name that comes twice is read in the statement",
    );
}

/** Node's own signature, so that nothing of the product's is used but its readers. */
function signed(payload) {
  const key = createPrivateKey(read("formal-test-private-key.pem"));
  const message = preAuthEncoding(STATEMENT_PAYLOAD_TYPE, payload);
  const sig = sign("sha256", message, {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 32,
  });
  return encodeEnvelope({
    payloadType: STATEMENT_PAYLOAD_TYPE,
    payload,
    signatures: [{ keyid: anchor.key.spkiSha256, sig: new Uint8Array(sig) }],
  });
}

/** The same inside of the envelope: the statement is JSON, too. */
const insideMutations = jsonMutations.map((mutation) => (bytes, random) => {
  try {
    const envelope = JSON.parse(Buffer.from(bytes).toString());
    const payload = Buffer.from(envelope.payload, "base64");
    const changed = Buffer.from(mutation(payload, random)).toString("base64");
    return Buffer.from(JSON.stringify({ ...envelope, payload: changed }));
  } catch {
    return bytes;
  }
});

export const target = {
  maxBytes: 1 << 14,
  run,
  mutations: [...jsonMutations, ...insideMutations],
  dictionary: words('"signatures":[{"sig":""}]', '"payloadType":', "==", "-_"),
  seeds: () => SIGNED.map(signed),
};
