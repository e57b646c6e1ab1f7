import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** Codes of this package: why a patch cannot be built from what was asked for. */
export const BUILD_ERRORS = {
  BUILD_ID_MISSING: {
    meaning: "No patch id was given; the target refuses a patch without one.",
    remedy: "Give one with --id, e.g. --id STX_20.06_PATCH_0001.",
  },
  BUILD_ID_UNSAFE: {
    meaning:
      "The patch id is not a safe file name; the target builds paths from it.",
    remedy:
      "Use letters, digits, '.', '_' and '-' only, not starting with '.' or '-'.",
  },
  BUILD_RELEASE_MISSING: {
    meaning: "The platform release that the patch is for is not known.",
    remedy:
      "Give --release VERSION, or --release-info FILE, or set PLATFORM_RELEASE, or run below a workspace that has a release-info.inc.",
  },
  BUILD_RELEASE_UNSAFE: {
    meaning:
      "The release is not a safe path component; the target builds paths from it.",
    remedy:
      "Use a release such as 20.06: letters, digits, '.', '_' and '-' only.",
  },
  BUILD_REBOOT_REQUIRED_VALUE: {
    meaning:
      "The --reboot-required option takes Y or N only; a reader takes all else for Y.",
    remedy:
      "Give --reboot-required Y, or --reboot-required N for an in-service patch.",
  },
  BUILD_REQUIRES_SELF: {
    meaning: "The patch requires itself, so it could never be applied.",
    remedy: "Remove its own id from --req.",
  },
  BUILD_REQUIRES_UNSAFE: {
    meaning: "A required patch id is not an id that any patch can have.",
    remedy: "Check the spelling of the --req value.",
  },
  BUILD_PERSONALITY_UNKNOWN: {
    meaning:
      "A node type is named that no release knows; the RPM would never be installed.",
    remedy:
      "Use controller, worker, worker-lowlatency, storage, controller-worker, controller-worker-lowlatency or --all-nodes.",
  },
  BUILD_SCRIPT_REPEATED: {
    meaning: "A patch has at most one script for each semantic action.",
    remedy: "Combine the scripts into one, or drop all but one.",
  },
  BUILD_SCRIPT_EMPTY: {
    meaning: "A semantic script is empty; the target could not execute it.",
    remedy:
      "Give a script that starts with a line like #!/bin/bash and ends with an exit code.",
  },
  BUILD_SCRIPT_TOO_LARGE: {
    meaning: "A semantic script is larger than readers accept.",
    remedy: "Keep the check small; put data into an RPM.",
  },
  BUILD_IMA_EC_LAYOUT: {
    meaning:
      "File signatures by an EC key vary in length, but the main-header layout, and rpm 4.13 and 4.14 that need it, know one length for all.",
    remedy:
      "Sign with an RSA key, or use the signature-header layout for targets with rpm 4.17.1 or later.",
  },
  BUILD_NO_RPM: {
    meaning: "No RPM was given; a patch without RPMs does nothing.",
    remedy:
      "Name at least one, e.g. --controller PATH.rpm; globs and directories work, too.",
  },
  BUILD_RPM_SOURCE: {
    meaning: "The file is a source RPM; a target installs binary RPMs only.",
    remedy: "Build the package and give the binary RPM.",
  },
  BUILD_RPM_FORMAT: {
    meaning:
      "The package is in the rpm 6 format, which no target of this era can install.",
    remedy: "Build it with rpm 4.x, or with %_rpmformat 4.",
  },
  BUILD_RPM_NAME_MISMATCH: {
    meaning:
      "The file name differs from the package's header; the target reads versions from file names and would wait for one that is never installed.",
    remedy: "Rename the file to the name that the message gives.",
  },
  BUILD_RPM_DUPLICATE_FILE: {
    meaning:
      "Two different files have one base name; a patch can hold only one of them.",
    remedy: "Decide which one belongs into the patch and drop the other.",
  },
  BUILD_RPM_DUPLICATE_PACKAGE: {
    meaning:
      "Two RPMs hold the same package for the same architecture; only one can be installed.",
    remedy: "Keep the version that belongs into the patch and drop the other.",
  },
  BUILD_RPM_DAMAGED: {
    meaning: "The RPM's content does not match its own digests.",
    remedy: "Get the RPM again; rpm -K shows the same.",
  },
  BUILD_RPM_WITHOUT_DIGEST: {
    meaning:
      "The RPM carries no digest of its header or of its payload, so damage cannot be ruled out.",
    remedy: "Build it again with rpm 4.4 or later.",
  },
  BUILD_CHANGE_MISSING: {
    meaning: "Nothing was named that is to change.",
    remedy: "Say what to change, e.g. --released or --summary TEXT.",
  },
  BUILD_CHANGE_REQUIRES_ABSENT: {
    meaning: "An id that is to be dropped is not among the required patches.",
    remedy: "Look at them with patch-query --field requires.",
  },
  BUILD_PATCH_UNFAITHFUL: {
    meaning:
      "The patch's metadata.xml has something that would be lost if it were written anew.",
    remedy:
      "Build the patch again with what it is to say; patch-sign resign leaves metadata.xml as it is.",
  },
  BUILD_PATCH_CHANGED: {
    meaning:
      "The patch that was to be rewritten is not, or no longer, the one that was verified.",
    remedy:
      "Make sure that nobody writes to the file meanwhile, and run it again.",
  },
  BUILD_SOURCE_DATE_EPOCH: {
    meaning:
      "SOURCE_DATE_EPOCH is not a number of seconds that tar and gzip can hold.",
    remedy: "Set it to whole seconds since 1970, or unset it.",
  },
} as const satisfies CodeCatalogue;

/** Codes of {@link BuildError}. */
export type BuildErrorCode = keyof typeof BUILD_ERRORS;

/** A reason why a patch cannot be built. */
export class BuildError extends errorClass("BuildError", BUILD_ERRORS) {}
