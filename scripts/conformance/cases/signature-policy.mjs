// Good signatures by keys that are not good enough, or not for this.
import { crafted } from "../parts.mjs";
import { anchorOf, pssSigner } from "../signers.mjs";

const signedBy = (signer) => () => crafted({ signer });

const POLICY = [
  [
    "weak-1024",
    "A key of 1024 bits",
    "Such keys can be broken by those who care. The target does not look at sizes.",
    "TRUST_WEAK_KEY",
    { trust: [anchorOf("weak-1024")], make: signedBy(pssSigner("weak-1024")) },
  ],
  [
    "weak-2047",
    "A key of 2047 bits",
    "One bit short is short.",
    "TRUST_WEAK_KEY",
    { trust: [anchorOf("weak-2047")], make: signedBy(pssSigner("weak-2047")) },
  ],
  [
    "exponent-1",
    "A key with the exponent 1",
    "The signature is the encoded message itself: everybody can make it.",
    "TRUST_EXPONENT",
    {
      trust: [anchorOf("exponent-1")],
      make: signedBy(pssSigner("exponent-1")),
      target: "accepted",
    },
  ],
  [
    "expired-checked",
    "An expired certificate, dates checked",
    "The policy says that dates count.",
    "TRUST_EXPIRED",
    {
      trust: [anchorOf("expired")],
      args: ["--check-dates"],
      make: signedBy(pssSigner("expired")),
    },
  ],
  [
    "future-checked",
    "A certificate of the future, dates checked",
    "Not valid yet.",
    "TRUST_NOT_YET_VALID",
    {
      trust: [anchorOf("future")],
      args: ["--check-dates"],
      make: signedBy(pssSigner("future")),
    },
  ],
  [
    "at-before",
    "Dates as of an earlier time",
    "The certificate was not there then.",
    "TRUST_NOT_YET_VALID",
    { args: ["--at", "2019-06-01"], make: signedBy(pssSigner("formal")) },
  ],
  [
    "revoked",
    "A revoked key",
    "The list of fingerprints has it.",
    "TRUST_REVOKED",
    {
      args: ["--revoked", "trust/revoked.txt"],
      make: signedBy(pssSigner("formal")),
    },
  ],
  [
    "dev-for-formal",
    "A development signature where a formal one is required",
    "What leaves the house has to be signed by the formal key.",
    "TRUST_ROLE",
    { args: ["--require", "formal"], make: signedBy(pssSigner("dev")) },
  ],
  [
    "file-key",
    "A key for file signatures",
    "It signs files, not patches.",
    "TRUST_ROLE",
    {
      args: ["--trust", "ima=trust/ima-certificate.der"],
      make: signedBy(pssSigner("ima")),
      target: "refused",
    },
  ],
  [
    "dev-as-formal",
    "The public development key, trusted as formal",
    "Its private half is in this repository: everybody could pass for the release team.",
    "TRUST_DEVELOPMENT_KEY",
    {
      trust: ["trust/dev-as-formal/formal-certificate.pem"],
      make: signedBy(pssSigner("dev")),
    },
  ],
  [
    "issuer-missing",
    "An issued signer without its certificate",
    "The chain cannot be made.",
    "TRUST_BAD_SIGNATURE",
    {
      trust: ["trust/chain/issuer-certificate.pem"],
      make: () => crafted({ signer: pssSigner("weak-2047") }),
      target: "undetermined",
    },
  ],
  [
    "issuer-unknown",
    "An issued signer whose authority is not trusted",
    "The certificate leads nowhere.",
    "TRUST_ISSUER_UNKNOWN",
    {
      args: ["--intermediate", "trust/chain/signer.pem"],
      target: "refused",
      make: signedBy(pssSigner("bits-3072")),
    },
  ],
];

/** All of them. Targets look at the key and at nothing else. */
export const SIGNATURE_POLICY = POLICY.map(
  ([name, title, why, code, given]) => ({
    group: "signatures",
    name: `signature-${name}`,
    title,
    why,
    verdict: "untrusted",
    codes: [code],
    target: "accepted",
    ...given,
  }),
);
