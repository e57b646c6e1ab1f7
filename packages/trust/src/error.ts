import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** All codes of this package: thrown as {@link TrustError} or returned in findings. */
export const TRUST_ERRORS = {
  TRUST_TOO_LARGE: {
    meaning: "A file of trust anchors is larger than any of them needs to be.",
    remedy: "Give a file with certificates in it.",
  },
  TRUST_NO_CERTIFICATE: {
    meaning:
      "There is no certificate or public key in the file, neither as PEM block nor as DER.",
    remedy: "Give a PEM or DER certificate, or a text with PEM blocks in it.",
  },
  TRUST_PEM: {
    meaning: "A PEM block is not closed or is not base64.",
    remedy: "Fetch the file again; it is damaged.",
  },
  TRUST_PRIVATE_KEY: {
    meaning: "A private key was given where only public things belong.",
    remedy:
      "Give the certificate or public key, and keep the private key away.",
  },
  TRUST_MALFORMED: {
    meaning: "A certificate or public key is not valid DER.",
    remedy: "Fetch the file again; it is damaged.",
  },
  TRUST_NOT_CANONICAL: {
    meaning:
      "A certificate or public key is written in another form than DER, the only one that RFC 5280 allows; other programs would show another fingerprint for it.",
    remedy: "Ask whoever issued it for the certificate in DER.",
  },
  TRUST_KEY_TYPE: {
    meaning: "A public key is neither RSA nor on a known elliptic curve.",
    remedy: "Use an RSA key; targets accept nothing else.",
  },
  TRUST_NO_ANCHORS: {
    meaning: "There is no trust anchor to check the signature against.",
    remedy: "Name the certificate of whom you trust.",
  },
  TRUST_DIGEST_LENGTH: {
    meaning: "What was passed as SHA-256 digest is not 32 bytes long.",
    remedy: "Report this; it is a programming error.",
  },
  TRUST_SIGNATURE_LENGTH: {
    meaning: "The signature is not as long as the modulus of any trusted key.",
    remedy:
      "The patch is damaged or signed by somebody you do not trust; do not use it.",
  },
  TRUST_BAD_SIGNATURE: {
    meaning:
      "No trusted key made this signature over these bytes: the patch was changed or is signed by somebody else.",
    remedy:
      "Do not use the patch; if you know its maker, add the maker's certificate as trust anchor.",
  },
  TRUST_SALT_LENGTH: {
    meaning:
      "The RSASSA-PSS signature has another salt length than 32 bytes; targets refuse it.",
    remedy: "Sign the patch again with salt length 32.",
  },
  TRUST_PKCS1: {
    meaning:
      "The patch is signed with RSASSA-PKCS1-v1_5; targets accept it, but no patch tool makes such signatures.",
    remedy: "Sign the patch again with RSASSA-PSS.",
  },
  TRUST_ROLE: {
    meaning: "The signer does not have the role that policy asks for.",
    remedy: "Have the patch signed with the key of the role.",
  },
  TRUST_DEVELOPMENT_KEY: {
    meaning:
      "The patch is signed with a development key whose private half is public: anybody can make this signature.",
    remedy: "Use such patches on test systems only.",
  },
  TRUST_WEAK_KEY: {
    meaning: "The signer's RSA key is shorter than policy allows.",
    remedy: "Have the patch signed with a longer key.",
  },
  TRUST_EXPONENT: {
    meaning: "The signer's RSA exponent is unusual or unsafe.",
    remedy: "Use a key with the exponent 65537.",
  },
  TRUST_REVOKED: {
    meaning:
      "The signer's key or certificate, or an issuer's, is on the list of revoked fingerprints.",
    remedy:
      "Do not use the patch; ask its maker for one signed with another key.",
  },
  TRUST_REVOCATION_LIST: {
    meaning: "The list of revoked fingerprints has a line that is none.",
    remedy:
      "Write one SHA-256 fingerprint a line, in hex; start comments with #.",
  },
  TRUST_ISSUER_UNKNOWN: {
    meaning:
      "The signer's certificate was given, but no trust anchor issued it or its issuers.",
    remedy:
      "Give the missing certificates with --intermediate, and the root with --trust if you trust it.",
  },
  TRUST_ISSUER_SIGNATURE: {
    meaning:
      "A certificate names an issuer that did not sign it, or signed it with anything but RSASSA-PKCS1-v1_5 and SHA-256, SHA-384 or SHA-512.",
    remedy:
      "Do not use the patch; ask its maker for the certificates it was signed under.",
  },
  TRUST_ISSUER_NOT_CA: {
    meaning:
      "A certificate was issued by a key that is not for issuing certificates.",
    remedy:
      "Do not use the patch; anybody with an ordinary certificate could issue such a one.",
  },
  TRUST_PATH_LENGTH: {
    meaning:
      "A chain of certificates is longer than an authority in it allows.",
    remedy: "Ask the patch's maker for a certificate issued by the rules.",
  },
  TRUST_KEY_USAGE: {
    meaning: "The signer's certificate is not for signing software.",
    remedy: "Have the patch signed with a key that is meant for it.",
  },
  TRUST_CRITICAL_EXTENSION: {
    meaning:
      "A certificate has a critical extension that is not understood here, so it must not be used.",
    remedy: "Have the patch signed under a certificate without it.",
  },
  TRUST_EXPIRED: {
    meaning: "The signer's certificate has expired; targets ignore that.",
    remedy:
      "Ask for a patch signed with a current certificate, or judge dates as of another time with --at.",
  },
  TRUST_NOT_YET_VALID: {
    meaning: "The signer's certificate is not valid yet; targets ignore that.",
    remedy: "Check this machine's clock.",
  },
} as const satisfies CodeCatalogue;

/** Stable codes of this package. */
export type TrustErrorCode = keyof typeof TRUST_ERRORS;

/** A certificate, key or trust store could not be used. */
export class TrustError extends errorClass("TrustError", TRUST_ERRORS) {}
