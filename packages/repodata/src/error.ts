import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** Codes of this package: why a repository cannot be read. */
export const REPO_ERRORS = {
  REPO_XML_MALFORMED: {
    meaning:
      "A file of the repository is not plain, well-formed XML in UTF-8; a document type counts as such a fault.",
    remedy: "Create the repository data again (createrepo_c DIR).",
  },
  REPO_XML_LIMIT: {
    meaning:
      "A file of the repository is deeper, longer or has more packages than any real one.",
    remedy:
      "Check that this is the repository you meant, and create its data again (createrepo_c DIR).",
  },
  REPO_STRUCTURE: {
    meaning:
      "A file of the repository is not what its place says: an element, an attribute or a number is missing or wrong.",
    remedy: "Create the repository data again (createrepo_c DIR).",
  },
  REPO_PRIMARY_MISSING: {
    meaning: "repomd.xml names no list of packages (primary).",
    remedy: "Create the repository data again (createrepo_c DIR).",
  },
  REPO_PATH_UNSAFE: {
    meaning: "repomd.xml names a file outside of the repository.",
    remedy: "Do not use the repository data; create them again.",
  },
  REPO_COMPRESSION_UNKNOWN: {
    meaning:
      "The list of packages is compressed in a way that cannot be read here.",
    remedy:
      "Create the repository data with gzip (createrepo_c --compress-type=gz DIR), or name a directory of RPMs without repodata.",
  },
  REPO_COMPRESSED_DAMAGED: {
    meaning: "The compressed list of packages is cut short or damaged.",
    remedy: "Get the repository again, or create its data again.",
  },
  REPO_TOO_LARGE: {
    meaning:
      "The list of packages unpacks to more than the limit, or to more than repomd.xml says.",
    remedy:
      "Check that this is the repository you meant, and create its data again (createrepo_c DIR).",
  },
  REPO_CHECKSUM_MISMATCH: {
    meaning:
      "The list of packages is not the one that repomd.xml was written for.",
    remedy: "Get the repository again, or create its data again.",
  },
} as const satisfies CodeCatalogue;

/** Codes of {@link RepoError}. */
export type RepoErrorCode = keyof typeof REPO_ERRORS;

/** A repository cannot be read. */
export class RepoError extends errorClass<RepoErrorCode>(
  "RepoError",
  REPO_ERRORS,
) {}
