import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/**
 * Codes of this package: disagreements between the parts of a patch. What is wrong inside one part
 * carries the code of the package that reads it (GZIP_, TAR_, MEMBER_, META_, RPM_, TRUST_).
 */
export const VERIFY_ERRORS = {
  VERIFY_READING_STOPPED: {
    meaning:
      "The patch could not be read to its end, so some checks did not run.",
    remedy:
      "Mend what the error before it says; the file is probably cut short or damaged.",
  },
  VERIFY_MEMBER_TOO_LARGE: {
    meaning: "A small member of the patch is larger than the limit for it.",
    remedy: "Do not use the patch; no real patch has such a member.",
  },
  VERIFY_METADATA_MISSING: {
    meaning:
      "metadata.tar holds no metadata.xml; the target cannot read the patch.",
    remedy: "Build the patch again.",
  },
  VERIFY_METADATA_TAR_EXTRA: {
    meaning:
      "metadata.tar holds something besides one metadata.xml; readers ignore it.",
    remedy: "Do not use the patch: it carries data that no tool shows.",
  },
  VERIFY_SOFTWARE_ENTRY: {
    meaning:
      "software.tar holds an entry that is not a plain RPM file at its top level.",
    remedy:
      "Do not use the patch: the target would unpack the entry all the same.",
  },
  VERIFY_NO_RPM: {
    meaning: "The patch holds no RPM, so applying it does nothing.",
    remedy: "Build the patch again with its RPMs.",
  },
  VERIFY_BOUNDARY_MOVED: {
    meaning:
      "The signature covers the signed members' bytes, but not where one ends and the next begins: bytes were moved across the boundary after signing, so that readers see other contents than were signed.",
    remedy:
      "Do not use the patch: somebody took RPMs or metadata out of its sight. Get it again from its maker.",
  },
  VERIFY_TIME_EXCEEDED: {
    meaning:
      "Reading the patch took longer than the limit allows, so it was given up.",
    remedy:
      "Raise the limit maxSeconds when the machine or the disk is slow; otherwise do not use the patch.",
  },
  VERIFY_CHECKSUM_MALFORMED: {
    meaning:
      "The member signature is not a hexadecimal number; the target cannot read it.",
    remedy: "Get the patch again, or build it again.",
  },
  VERIFY_CHECKSUM_MISMATCH: {
    meaning:
      "The signed members do not match the checksum: the patch was damaged or changed.",
    remedy:
      "Get the patch again from where it was built, and compare the files' SHA-256.",
  },
  VERIFY_CONTENTS_NOT_IN_SOFTWARE: {
    meaning:
      "metadata.xml lists an RPM that software.tar does not hold; it can never be installed.",
    remedy: "Do not use the patch; build it again.",
  },
  VERIFY_SOFTWARE_NOT_IN_CONTENTS: {
    meaning:
      "software.tar holds an RPM that metadata.xml does not list; no query shows it.",
    remedy: "Do not use the patch; build it again.",
  },
  VERIFY_RPM_NAME_MISMATCH: {
    meaning:
      "An RPM's file name differs from its header; the target waits for a version that is never installed.",
    remedy: "Build the patch again with the RPM under its own name.",
  },
  VERIFY_RPM_SOURCE: {
    meaning:
      "The patch holds a source RPM; a target installs binary RPMs only.",
    remedy: "Build the patch again with the binary RPM.",
  },
  VERIFY_RPM_DUPLICATE_PACKAGE: {
    meaning:
      "Two RPMs hold the same package for one architecture; only one can be installed.",
    remedy: "Build the patch again with one of them.",
  },
  VERIFY_RPM_DIGEST_MISMATCH: {
    meaning: "An RPM's content does not match its own digests; it is damaged.",
    remedy: "Build the patch again from sound RPMs (rpm -K shows which are).",
  },
  VERIFY_RPM_WITHOUT_DIGEST: {
    meaning:
      "An RPM carries no digest of its payload, so damage inside cannot be seen.",
    remedy:
      "Nothing to do when the patch is trusted; rebuild the RPM to be able to check it.",
  },
  VERIFY_PERSONALITY_WITHOUT_RPM: {
    meaning: "A node type names a package that is not in the patch.",
    remedy: "Build the patch again.",
  },
  VERIFY_RPM_WITHOUT_PERSONALITY: {
    meaning:
      "An RPM is assigned to no node type: it updates only hosts that have it already.",
    remedy:
      "Nothing, when that is what you want; else name a node type when building.",
  },
  VERIFY_SEMANTICS_MISSING: {
    meaning:
      "metadata.xml announces a semantic script that semantics.tar does not hold.",
    remedy: "Build the patch again.",
  },
  VERIFY_SEMANTICS_UNLISTED: {
    meaning:
      "semantics.tar holds something that metadata.xml does not announce.",
    remedy: "Do not use the patch; build it again.",
  },
  VERIFY_SEMANTICS_DUPLICATE: {
    meaning:
      "semantics.tar holds a script twice, and readers disagree on which one counts.",
    remedy: "Do not use the patch; build it again.",
  },
  VERIFY_SEMANTICS_NO_INTERPRETER: {
    meaning:
      "A semantic script does not start with #!, so the target may fail to execute it.",
    remedy: "Start the script with a line such as #!/bin/bash.",
  },
  VERIFY_IMA_WRONG_KEY: {
    meaning:
      "File signatures were made by a key whose certificate was not given; a kernel without it would deny the files.",
    remedy:
      "Name the certificate of the key that signed, or sign the RPMs again with the key that targets know.",
  },
  VERIFY_IMA_BAD_SIGNATURE: {
    meaning:
      "File signatures do not verify with the key they name; a kernel that appraises would deny the files.",
    remedy: "Sign the RPMs again.",
  },
  VERIFY_IMA_MISSING: {
    meaning:
      "In an RPM with file signatures, some files have none; a kernel that appraises would deny them.",
    remedy: "Sign the RPM again.",
  },
  VERIFY_IMA_UNEXPECTED: {
    meaning:
      "Files without digest, such as directories, have a signature, which cannot be about them.",
    remedy: "Sign the RPM again.",
  },
  VERIFY_IMA_LENGTH: {
    meaning:
      "File signatures do not have the length that they declare or that their key makes.",
    remedy: "Sign the RPM again; EC signatures need rpm 4.17.1 or later.",
  },
  VERIFY_IMA_ALGORITHM: {
    meaning:
      "File signatures are over another digest algorithm than the RPM's file digests.",
    remedy: "Sign the RPM again.",
  },
  VERIFY_IMA_MALFORMED: {
    meaning: "File signatures are not in the kernel's format.",
    remedy: "Sign the RPM again.",
  },
  VERIFY_IMA_UNSIGNED: {
    meaning:
      "An RPM has no file signatures at all; that is right for boot loaders on VFAT only.",
    remedy: "Build the patch without --no-ima.",
  },
  VERIFY_IMA_SIGNER: {
    meaning: "Says with whose certificate file signatures verified.",
    remedy: "Nothing to do.",
  },
  VERIFY_FILE_NAME: {
    meaning:
      "The patch file is not named after the id inside it; the target goes by the id.",
    remedy: "Rename the file to the id plus .patch.",
  },
} as const satisfies CodeCatalogue;

/** Codes of this package's findings. */
export type VerifyCode = keyof typeof VERIFY_ERRORS;

/** Reading was given up, for a reason of the verification itself. */
export class VerifyError extends errorClass<VerifyCode>(
  "VerifyError",
  VERIFY_ERRORS,
) {}
