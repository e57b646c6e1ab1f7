import type { CodeCatalogue } from "@stx-patch/core";

/** What `patch-repo check` finds; faults of repodata have the codes of their reader. */
export const REPO_CHECK_ERRORS = {
  REPO_RPM_MISSING: {
    meaning:
      "An RPM of a patch is not in the repository, nor is another version of it.",
    remedy: "Remove the patch from the repository and add it again.",
  },
  REPO_RPM_DAMAGED: {
    meaning:
      "An RPM of the repository is not readable, or not what its digests say.",
    remedy: "Remove its patch from the repository and add it again.",
  },
  REPO_RPM_FOREIGN: {
    meaning:
      "There is an RPM that no patch brings: put there by hand, or left by an interrupted change. Hosts do not see it.",
    remedy: "Remove the file.",
  },
  REPO_RPM_SUPERSEDED: {
    meaning: "There is an RPM of which there is a newer one, too.",
    remedy: "Run patch-repo add DIR, which purges it.",
  },
  REPO_REQUIRES_MISSING: {
    meaning: "A patch requires another one that is not in the repository.",
    remedy: "Add that patch, unless the hosts have it from elsewhere.",
  },
  REPO_OUTDATED: {
    meaning:
      "Repodata or comps.xml do not say what the patches are; a change was interrupted, or files were changed by hand.",
    remedy: "Run patch-repo add DIR, which writes them again.",
  },
} as const satisfies CodeCatalogue;

/** Codes of {@link REPO_CHECK_ERRORS}. */
export type RepoCheckCode = keyof typeof REPO_CHECK_ERRORS;
