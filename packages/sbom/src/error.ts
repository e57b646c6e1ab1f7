import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** Codes of this package: why there is no SBOM, why one cannot be read, and what shows that one belongs to another patch. */
export const SBOM_ERRORS = {
  SBOM_CONTENTS: {
    meaning:
      "The patch has no metadata or RPMs that can be read, so there is nothing to list.",
    remedy: "Look at the patch with patch-verify.",
  },
  SBOM_TOO_LARGE: {
    meaning: "The SBOM is larger than what is read into memory.",
    remedy:
      "Check that it is the right file; raise the bound with --limit maxSbomBytes=512M.",
  },
  SBOM_JSON: {
    meaning:
      "The file is no JSON text, or uses what two readers understand differently: the same key twice, very deep nesting.",
    remedy: "Get the SBOM again from whoever made it.",
  },
  SBOM_FORMAT: {
    meaning: "The file is neither CycloneDX nor SPDX 2 in JSON.",
    remedy:
      "Give a CycloneDX (1.2 or later) or an SPDX (2.2 or 2.3) document in JSON, as patch-sbom makes them.",
  },
  SBOM_STRUCTURE: {
    meaning:
      "A part of the SBOM has not the form that its format asks for, so it cannot be held against a patch.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
  SBOM_NO_PATCH: {
    meaning: "The SBOM is of a patch that was not named.",
    remedy: "Name the patch that it belongs to, or the SBOM of this patch.",
  },
  SBOM_NOT_COMPARED: {
    meaning:
      "The patch is malformed, so its SBOM cannot be held against what it holds.",
    remedy: "Look at the other findings; get the patch again.",
  },
  SBOM_PATCH_DIGEST: {
    meaning:
      "The SBOM was made of a patch file with other bytes: an earlier build, or one that was changed or signed again since.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
  SBOM_PATCH_NAME: {
    meaning: "The SBOM calls the patch, or its release, by another name.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
  SBOM_RPM_UNKNOWN: {
    meaning: "The SBOM lists a package that the patch does not have.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
  SBOM_RPM_MISSING: {
    meaning: "The patch has an RPM that the SBOM does not list.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
  SBOM_RPM_TWICE: {
    meaning: "The SBOM lists an RPM of the patch more than once.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
  SBOM_RPM_DIGEST: {
    meaning: "The SBOM has another SHA-256 for an RPM, or none.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
  SBOM_RPM_NAME: {
    meaning:
      "The SBOM gives an RPM another name, version or package URL than it has: whoever looks for known faults would look for those of another package.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
  SBOM_RPM_NAMESPACE: {
    meaning:
      "The SBOM counts an RPM to another vendor than its vendor tag and release say: whoever looks for known faults would look for those of the other.",
    remedy:
      "Ask who made the SBOM why, or make it again with patch-sbom. The RPM is the same.",
  },
  SBOM_RPM_LICENCE: {
    meaning:
      "The SBOM declares another licence for an RPM than its License tag, or one where the tag is empty.",
    remedy:
      "Ask who made the SBOM why, or make it again with patch-sbom. The RPM is the same.",
  },
  SBOM_FILE_UNKNOWN: {
    meaning: "The SBOM lists a file that the RPM does not have.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
  SBOM_FILE_MISSING: {
    meaning: "The RPM has a file that the SBOM does not list.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
  SBOM_FILE_DIGEST: {
    meaning: "The SBOM has another digest for a file, or none.",
    remedy: "Make the SBOM again with patch-sbom.",
  },
} as const satisfies CodeCatalogue;

/** Codes of {@link SbomError} and of `SbomFinding`. */
export type SbomErrorCode = keyof typeof SBOM_ERRORS;

/** Why an SBOM could not be made or read. */
export class SbomError extends errorClass("SbomError", SBOM_ERRORS) {}
