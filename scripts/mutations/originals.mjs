// The good patches that mutants are made of, taken apart.
import {
  createPublicKey,
  verify,
  constants,
  X509Certificate,
} from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import {
  conformanceCases,
  TEST_KEYS,
} from "../../packages/testkit/dist/index.js";
import { membersOf } from "./plain-tar.mjs";

const KEYS = [TEST_KEYS.dev, TEST_KEYS.formal].map(({ certificate }) =>
  createPublicKey(
    new X509Certificate(readFileSync(certificate)).publicKey.export({
      type: "spki",
      format: "pem",
    }),
  ),
);
const USUAL_TRUST = "trust/dev-certificate.pem,trust/formal-certificate.pem";
/** Signed members, in the order in which they are signed. */
const SIGNED = ["metadata.tar", "software.tar", "semantics.tar"];

/** Good patches of the conformance corpus that the two test certificates verify. */
export function loadOriginals() {
  return conformanceCases()
    .filter(
      ({ verdict, trust, args }) =>
        verdict === "trusted" &&
        args.length === 0 &&
        trust.join() === USUAL_TRUST,
    )
    .map(({ name, patchFile }) => {
      const bytes = new Uint8Array(readFileSync(patchFile));
      const tar = new Uint8Array(gunzipSync(bytes));
      const members = membersOf(tar);
      return { name, bytes, tar, members, signed: signedOf(members) };
    });
}

/** Name and content of the signed members, one text for each patch. */
export function signedOf(members) {
  return members
    .filter(({ name }) => SIGNED.includes(name))
    .map(({ name, body }) => `${name} ${Buffer.from(body).toString("base64")}`)
    .join();
}

/** Whether the signature verifies by OpenSSL's own reckoning, which shares no code with ours. */
export function isSigned(members) {
  const bodyOf = (name) =>
    members.find((member) => member.name === name)?.body ?? Buffer.alloc(0);
  const message = Buffer.concat(SIGNED.map(bodyOf));
  const signature = bodyOf("signature.v2");
  return KEYS.some(
    (key) =>
      verify(
        "sha256",
        message,
        { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
        signature,
      ) || verify("sha256", message, key, signature),
  );
}
