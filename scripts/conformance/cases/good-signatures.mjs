// Sound patches that are signed in every way that counts.
import { crafted } from "../parts.mjs";
import { anchorOf, pkcs1Signer, pssSigner } from "../signers.mjs";

/** All of them. */
export const GOOD_SIGNATURES = [
  {
    name: "good-signature-formal",
    title: "Signed by the formal key",
    why: "What a release looks like: the key that every target trusts.",
    make: () => crafted({ signer: pssSigner("formal") }),
  },
  {
    name: "good-signature-pkcs1",
    title: "A signature of the older scheme",
    why: "Targets fall back to RSASSA-PKCS1-v1_5, and some signers make it. It is accepted, and worth a remark.",
    codes: ["TRUST_PKCS1"],
    make: () => crafted({ signer: pkcs1Signer("formal") }),
  },
  {
    name: "good-signature-rsa-3072",
    title: "A key of 3072 bits",
    why: "Nothing in the format fixes the size of the key; the signature is as long as the modulus.",
    trust: [anchorOf("bits-3072")],
    make: () => crafted({ signer: pssSigner("bits-3072") }),
  },
  {
    name: "good-signature-rsa-4096",
    title: "A key of 4096 bits",
    why: "The longest key in common use.",
    trust: [anchorOf("bits-4096")],
    make: () => crafted({ signer: pssSigner("bits-4096") }),
  },
  {
    name: "good-signature-rsa-2049",
    title: "A key of 2049 bits",
    why: "The modulus is one bit longer than a whole number of bytes, so the encoded message is one byte shorter than the signature.",
    trust: [anchorOf("bits-2049")],
    make: () => crafted({ signer: pssSigner("bits-2049") }),
  },
  {
    name: "good-signature-exponent-3",
    title: "A key with the exponent 3",
    why: "Unusual and allowed. Safe as long as padding is compared as a whole.",
    codes: ["TRUST_EXPONENT"],
    trust: [anchorOf("exponent-3")],
    make: () => crafted({ signer: pssSigner("exponent-3") }),
  },
  {
    name: "good-signature-expired",
    title: "An expired certificate, dates not checked",
    why: "Targets ignore the dates of their certificates, and patches of old releases have to stay verifiable. Without a policy it is a remark.",
    codes: ["TRUST_EXPIRED"],
    trust: [anchorOf("expired")],
    make: () => crafted({ signer: pssSigner("expired") }),
  },
  {
    name: "good-signature-issued",
    title: "A signer that a trusted authority issued a certificate to",
    why: "Patches carry no certificates; given the signer's from elsewhere, it leads to an anchor. A target knows only its own two certificates.",
    codes: [],
    target: "undetermined",
    trust: ["trust/chain/issuer-certificate.pem"],
    args: ["--intermediate", "trust/chain/signer.pem"],
    make: () => crafted({ signer: pssSigner("bits-3072") }),
  },
];
