import type { CodeCatalogue } from "@stx-patch/core";

/**
 * Codes of what does not fit between a patch, a release and other patches. They are findings of the check `release`, which decides the
 * exit status, but never the verdict: a patch can be sound and signed, and still be for another system.
 */
export const RELEASE_ERRORS = {
  RELEASE_SW_VERSION: {
    meaning:
      "The patch is for another platform release than the base; the target refuses to upload it.",
    remedy:
      "Name the base of the patch's own release, or build the patch with the right --release.",
  },
  RELEASE_OTHER_SW_VERSION: {
    meaning:
      "Patches that belong together are for different platform releases; ids are shared between releases, versions are not.",
    remedy: "Check that the patches are meant for one system.",
  },
  RELEASE_NOT_HIGHER: {
    meaning:
      "The base has the package in this version or a higher one, so no host would install the RPM.",
    remedy: "Build the RPM with a higher release number, and the patch again.",
  },
  RELEASE_EPOCH_UNSEEN: {
    meaning:
      "rpm and the target's patch controller disagree which version is higher, because the controller never sees epochs.",
    remedy:
      "Raise version or release as well, so that both say the same without the epoch.",
  },
  RELEASE_NOT_IN_BASE: {
    meaning:
      "The base has no such package for this architecture: the patch adds it, or the RPM was built for something else.",
    remedy: "Nothing to do when the package is new.",
  },
  RELEASE_NEVER_INSTALLED: {
    meaning:
      "The package is new and belongs to no node type. Such a package only updates hosts that have it, and none has.",
    remedy: "Build the patch again and name the node types that get it.",
  },
  RELEASE_ALREADY_PROVIDED: {
    meaning:
      "Another patch brings the same RPM; the target refuses to upload the second of them.",
    remedy:
      "Drop the RPM from one of the patches, or build it with a higher release number.",
  },
  RELEASE_OVERTAKEN: {
    meaning:
      "Another patch has a higher version of the package, so this one's is not installed where both are applied.",
    remedy:
      "Nothing to do when the other patch is meant to come later; it should require this one then.",
  },
  RELEASE_SAME_ID: {
    meaning:
      "Another patch has the same id, and the target keeps one patch of an id.",
    remedy: "Build one of them again under an id of its own.",
  },
  RELEASE_REQUIRED_MISSING: {
    meaning:
      "A patch that has to be applied first is not among those that were given; the target refuses to apply.",
    remedy:
      "Deliver the required patch, too; name those that the system has with --with.",
  },
  RELEASE_REQUIRES_CYCLE: {
    meaning:
      "Patches require each other in a circle: they can only be applied and removed all at once.",
    remedy: "Build one of them again without the requirement.",
  },
  RELEASE_OBSOLETE: {
    meaning:
      "The patch has the status of one that is withdrawn; with it on the system no patch can be committed.",
    remedy: "Use the patch that replaces it.",
  },
  RELEASE_REQUIRES_OBSOLETE: {
    meaning: "A required patch has the status of one that is withdrawn.",
    remedy: "Build the patch again to require what replaced it.",
  },
  RELEASE_NODE_TYPES_DIFFER: {
    meaning:
      "Two patches send one package to different node types; where both are applied, the hosts of all these types get it.",
    remedy: "Name the same node types in both patches.",
  },
  RELEASE_UNSATISFIED: {
    meaning:
      "An RPM requires something that neither the base nor the patches provide; the installation fails on every host that is to get it.",
    remedy:
      "Add the RPM that provides it to the patch, or require the patch that has it.",
  },
  RELEASE_REQUIRES_UNDECLARED: {
    meaning:
      "An RPM needs something that only another patch provides, and this patch does not require that one: it can be applied without it, and then fails.",
    remedy: "Build the patch again with --req for the other patch.",
  },
  RELEASE_BREAKS: {
    meaning:
      "A package of the base requires exactly what this patch replaces. A host that has it has the replaced package, too, so the installation fails there.",
    remedy:
      "Add that package, built against the new version, to the patch: RPMs of one source package belong together.",
  },
} as const satisfies CodeCatalogue;

/** Codes of the check `release`. */
export type ReleaseCode = keyof typeof RELEASE_ERRORS;
