import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** Codes about time stamps: thrown as {@link TimestampError} or returned in findings. */
export const TIMESTAMP_ERRORS = {
  TIMESTAMP_TOO_LARGE: {
    meaning: "A time stamp is larger than any authority makes them.",
    remedy: "Check that it is the right file.",
  },
  TIMESTAMP_MALFORMED: {
    meaning:
      "The file is no answer of a time-stamp authority in DER, or breaks the rules of RFC 3161 or RFC 5652.",
    remedy: "Ask the authority again; the answer may be damaged.",
  },
  TIMESTAMP_REFUSED: {
    meaning: "The authority refused to make a time stamp.",
    remedy: "Read what it says, and ask again or another authority.",
  },
  TIMESTAMP_IMPRINT: {
    meaning:
      "The time stamp is of something else than this patch's signature: of another patch, or of this one before it was signed again.",
    remedy: "Have this patch time-stamped: patch-timestamp request.",
  },
  TIMESTAMP_NONCE: {
    meaning:
      "The answer does not have the number of the request, so it may be an old one.",
    remedy: "Ask the authority again with a new request.",
  },
  TIMESTAMP_POLICY: {
    meaning:
      "The time stamp was made under another policy than the one that was asked for.",
    remedy: "Ask an authority that offers the policy.",
  },
  TIMESTAMP_ALGORITHM: {
    meaning:
      "The time stamp is signed with an algorithm that is not accepted: RSASSA-PKCS1-v1_5 and ECDSA with SHA-256, SHA-384 or SHA-512 are.",
    remedy: "Ask another authority.",
  },
  TIMESTAMP_CERTIFICATE: {
    meaning:
      "The certificate of the authority that made the time stamp is not in it, or is not the one that its signature names.",
    remedy:
      "Ask for a time stamp with certificates in it, as patch-timestamp request does, or name the authority's with --tsa-cert.",
  },
  TIMESTAMP_SIGNATURE: {
    meaning:
      "The authority's signature does not fit the time stamp: it was changed.",
    remedy: "Do not rely on it; have the patch time-stamped again.",
  },
  TIMESTAMP_TSA_EXPIRED: {
    meaning:
      "The authority's certificate was valid when the time stamp was made and has expired since: whoever gets hold of its key now can make older time stamps.",
    remedy:
      "Have the patch time-stamped again, before the certificate expires next time.",
  },
  TIMESTAMP_NOT_COMPARED: {
    meaning:
      "The patch's signature could not be read, so nothing can be said about whether the time stamp belongs to it.",
    remedy: "Look at what is wrong with the patch first.",
  },
} as const satisfies CodeCatalogue;

/** Stable codes about time stamps. */
export type TimestampErrorCode = keyof typeof TIMESTAMP_ERRORS;

/** A time stamp or a request could not be read. */
export class TimestampError extends errorClass(
  "TimestampError",
  TIMESTAMP_ERRORS,
) {}
