import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** Every code this package throws. `KEY_`: the key; `SIGN_`: what was to be signed, or the act itself; `SIGNER_`: a signer elsewhere. */
export const SIGNING_ERRORS = {
  KEY_NOT_PEM: {
    meaning: "The key file holds no PEM block, or one that is cut off.",
    remedy:
      "Give a PEM file (PKCS#1 or PKCS#8); convert DER with `openssl pkey -inform DER`.",
  },
  KEY_NOT_PRIVATE: {
    meaning:
      "The file is PEM but holds no private key, for example a certificate.",
    remedy: "Give the file with the private key that belongs to it.",
  },
  KEY_FORMAT_UNSUPPORTED: {
    meaning: "The private key is in a format that is not PKCS#1, PKCS#8 or EC.",
    remedy:
      "Convert it, for OpenSSH keys with `ssh-keygen -p -m PEM -f FILE` on a copy.",
  },
  KEY_AMBIGUOUS: {
    meaning: "The file holds more than one private key.",
    remedy: "Split the file, so that it is clear which key signs.",
  },
  KEY_PASSPHRASE_REQUIRED: {
    meaning: "The private key is encrypted and no passphrase was given.",
    remedy:
      "Give a file with its passphrase (--key-passphrase-file, --ima-key-passphrase-file), or set STX_PATCH_KEY_PASSPHRASE or STX_PATCH_IMA_KEY_PASSPHRASE.",
  },
  KEY_PASSPHRASE_WRONG: {
    meaning:
      "The private key could not be decrypted: the passphrase is wrong or the file is damaged.",
    remedy: "Check the passphrase, for example with `openssl pkey -in FILE`.",
  },
  KEY_MALFORMED: {
    meaning: "The PEM block does not hold a readable and consistent key.",
    remedy: "Check the file with `openssl pkey -check -in FILE`.",
  },
  KEY_TYPE_UNSUPPORTED: {
    meaning:
      "The key is of a type that no target can verify, such as Ed25519, DSA, RSA-PSS or EC on another curve than P-256 and P-384.",
    remedy: "Use an RSA key of 2048 to 4096 bits.",
  },
  KEY_TOO_WEAK: {
    meaning:
      "The RSA modulus is shorter than 2048 bits or the public exponent smaller than 65537.",
    remedy: "Use an RSA key of at least 2048 bits with exponent 65537.",
  },
  KEY_UNSUITABLE: {
    meaning:
      "The key is sound, but not usable for this kind of signature: patches need RSA, files RSA up to 4096 bits or EC.",
    remedy: "Use an RSA key of 2048 to 4096 bits.",
  },
  SIGN_DIGEST_INVALID: {
    meaning: "The digest to sign does not have the length of its algorithm.",
    remedy:
      "Check the package with `rpm -K`; an undamaged one has no such digest.",
  },
  SIGN_ALGORITHM_UNSUPPORTED: {
    meaning:
      "File digests of this algorithm have no place in an IMA file signature of an RPM.",
    remedy: "Build the package with SHA-256 file digests.",
  },
  SIGN_SELF_CHECK_FAILED: {
    meaning:
      "A fresh signature did not verify with the key's own public half, so it was thrown away.",
    remedy:
      "Check the key with `openssl pkey -check`; if it is sound, suspect the machine.",
  },
  SIGNER_URI_INVALID: {
    meaning: "The value that names a signer is not one of the three forms.",
    remedy:
      "Write cmd:PROGRAM, pkcs11:token=LABEL;object=LABEL?module-path=FILE or ssh:[user@]host[:port]; docs/signing.md has examples.",
  },
  SIGNER_UNAVAILABLE: {
    meaning:
      "The signer cannot be reached: its program is not there, or the connection failed.",
    remedy:
      "Check that the program is installed (pkcs11-tool is in the package opensc), or that `ssh HOST true` works without a question.",
  },
  SIGNER_TIMEOUT: {
    meaning: "The signer did not answer in time and was given up.",
    remedy: "Try again, or give it more time with --signer-timeout SECONDS.",
  },
  SIGNER_REFUSED: {
    meaning: "The signer answered that it does not sign.",
    remedy:
      "See what it says in the message; with a token, check PIN and labels before you try again, because a token locks itself.",
  },
  SIGNER_ANSWER_INVALID: {
    meaning: "The signer answered with something that is no signature.",
    remedy:
      "Run the signer by hand with the same request; docs/signing.md describes what it has to answer.",
  },
  SIGNER_KEY_MISMATCH: {
    meaning:
      "What the signer returned was made with another key than expected, or over other bytes, so it was thrown away.",
    remedy:
      "Check which key the signer uses, and that --cert names the certificate that belongs to it.",
  },
  SIGNER_PATCH_CHANGED: {
    meaning:
      "What the signing server sent back is not the patch that it was sent.",
    remedy:
      "Look at the server: it mixed up two patches, or somebody changed the patch there.",
  },
  SIGN_THREAD_FAILED: {
    meaning:
      "A thread that makes file signatures could not start, or ended before its work was done.",
    remedy: "Check the machine's limits on memory and threads, then try again.",
  },
} as const satisfies CodeCatalogue;

/** Stable codes of {@link SIGNING_ERRORS}. */
export type SigningErrorCode = keyof typeof SIGNING_ERRORS;

/** A key could not be used or a signature not be made. Never contains key material. */
export class SigningError extends errorClass("SigningError", SIGNING_ERRORS) {}
