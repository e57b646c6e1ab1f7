import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** All codes of this package: thrown as {@link AttestationError} or returned in findings. */
export const ATTESTATION_ERRORS = {
  ATTEST_TOO_LARGE: {
    meaning: "An attestation is larger than the one of any patch.",
    remedy: "Check that it is the right file.",
  },
  ATTEST_JSON: {
    meaning:
      "An attestation is no JSON, or such that two programs could read it in two ways.",
    remedy: "Fetch the file again; ask its maker when that does not help.",
  },
  ATTEST_ENVELOPE: {
    meaning: "The file is no DSSE envelope.",
    remedy: "Give the provenance as patch-build --provenance writes it.",
  },
  ATTEST_PAYLOAD_TYPE: {
    meaning: "The envelope holds something else than an in-toto statement.",
    remedy: "Give the provenance as patch-build --provenance writes it.",
  },
  ATTEST_STATEMENT: {
    meaning: "The in-toto statement in the envelope is malformed.",
    remedy: "Fetch the file again; ask its maker when that does not help.",
  },
  ATTEST_PREDICATE: {
    meaning: "The in-toto statement is about something else than provenance.",
    remedy: "Give a statement of type https://slsa.dev/provenance/v1.",
  },
  ATTEST_SUBJECT: {
    meaning:
      "The attestation is about another patch, or about this one before it was changed.",
    remedy:
      "Give the attestation that came with the patch; do not use the patch when there is none.",
  },
  ATTEST_RESIGNED: {
    meaning:
      "The attestation was made for the same signed content in another file, as when a patch is signed again with another key.",
    remedy: "Nothing, when the patch was signed again after it was built.",
  },
  ATTEST_OTHER_SIGNER: {
    meaning:
      "The attestation is signed with a trusted key, but not with the one that signed the patch.",
    remedy: "Nothing, when the patch was signed again after it was built.",
  },
  ATTEST_BUILD_TYPE: {
    meaning:
      "The provenance is of another build type than patch-build's, so what it says of the inputs is not compared with the patch.",
    remedy: "Nothing, when you know the builder; its signature was checked.",
  },
  ATTEST_INPUT_MISSING: {
    meaning: "The patch has an RPM that the provenance does not name.",
    remedy: "Do not use the patch; ask its maker how it was built.",
  },
  ATTEST_INPUT_EXTRA: {
    meaning: "The provenance names an RPM that the patch does not have.",
    remedy: "Do not use the patch; ask its maker how it was built.",
  },
  ATTEST_INPUT_DIFFERS: {
    meaning:
      "An RPM of the patch is not the one that the provenance names as input.",
    remedy: "Do not use the patch; ask its maker how it was built.",
  },
  ATTEST_NOT_COMPARED: {
    meaning:
      "The patch could not be read, so nothing can be said about whether the file belongs to it.",
    remedy: "Look at what is wrong with the patch first.",
  },
} as const satisfies CodeCatalogue;

/** Stable codes of this package. */
export type AttestationErrorCode = keyof typeof ATTESTATION_ERRORS;

/** An attestation could not be read. */
export class AttestationError extends errorClass(
  "AttestationError",
  ATTESTATION_ERRORS,
) {}
