import type { CodedProblem } from "@stx-patch/core";

/** What a command's exit status says; part of the interface, see docs/cli.md. */
export const EXIT = {
  /** Everything asked for was done; for a verification: trusted. */
  done: 0,
  /** The command line or the surroundings it names are wrong. */
  usage: 1,
  /** An input or a patch is malformed; or it does not fit the release that was asked about. */
  malformed: 2,
  /** A patch is well formed but not trusted. */
  untrusted: 3,
  /** A key or a signer failed. */
  key: 4,
  /** Reading or writing failed. */
  io: 5,
  /** Two things that were compared are not the same. */
  different: 6,
  /** A bug of ours. */
  internal: 70,
} as const;

/** What each status means, for the documentation. */
export const EXIT_MEANINGS = {
  done: {
    code: EXIT.done,
    meaning: "everything asked for was done; for a verification: trusted",
  },
  usage: {
    code: EXIT.usage,
    meaning: "the command line, or what it names, is wrong",
  },
  malformed: {
    code: EXIT.malformed,
    meaning:
      "an RPM or a patch is malformed; with --base or --with also: a patch does not fit",
  },
  untrusted: {
    code: EXIT.untrusted,
    meaning: "the patch is well formed but not trusted",
  },
  key: {
    code: EXIT.key,
    meaning: "a key is missing, unusable, or signing failed",
  },
  io: { code: EXIT.io, meaning: "reading or writing failed" },
  different: {
    code: EXIT.different,
    meaning: "two things that were compared are not the same",
  },
  internal: {
    code: EXIT.internal,
    meaning:
      "a bug in these tools, or a patch that failed the self-check after the build",
  },
} as const satisfies Record<
  keyof typeof EXIT,
  { readonly code: number; readonly meaning: string }
>;

/** Longest matching prefix of an error code decides. */
const BY_PREFIX: readonly (readonly [prefix: string, exitCode: number])[] = [
  ["CLI_KEY_", EXIT.key],
  ["CLI_PASSPHRASE_", EXIT.key],
  ["CLI_ORDER_", EXIT.malformed],
  ["CLI_REGISTER_", EXIT.malformed],
  ["CLI_EXTRACT_", EXIT.malformed],
  ["IO_FOLDER_NOT_EMPTY", EXIT.usage],
  ["IO_FILE_EXISTS", EXIT.malformed],
  ["IO_NAME_UNSAFE", EXIT.malformed],
  ["CLI_PATCH_MALFORMED", EXIT.malformed],
  ["CLI_PATCH_MISMATCH", EXIT.malformed],
  ["CLI_PATCH_UNTRUSTED", EXIT.untrusted],
  ["CLI_REBUILD_", EXIT.malformed],
  ["CLI_REPO_CREATEREPO", EXIT.io],
  ["CLI_REPO_DAMAGED", EXIT.malformed],
  ["CLI_REPO_PATCH_DIFFERS", EXIT.malformed],
  ["CLI_REPO_RELEASE", EXIT.malformed],
  ["CLI_REPO_RPM_DIFFERS", EXIT.malformed],
  ["CLI_HOOK_FAILED", EXIT.io],
  ["CLI_DISK_LOW", EXIT.io],
  ["CLI_SELF_CHECK_", EXIT.internal],
  ["CLI_INTERNAL", EXIT.internal],
  ["CLI_", EXIT.usage],
  ["CONFIG_", EXIT.usage],
  ["BUILD_RPM_", EXIT.malformed],
  ["BUILD_PATCH_", EXIT.malformed],
  ["BUILD_", EXIT.usage],
  ["META_UNENCODABLE", EXIT.usage],
  ["ID_", EXIT.usage],
  ["TRUST_", EXIT.usage],
  ["KEY_", EXIT.key],
  ["SIGN_", EXIT.key],
  ["SIGNER_URI_", EXIT.usage],
  ["SIGNER_", EXIT.key],
  ["IO_THREAD_", EXIT.internal],
  ["IO_", EXIT.io],
  ["GZIP_", EXIT.malformed],
  ["TAR_", EXIT.malformed],
  ["META_", EXIT.malformed],
  ["MEMBER_", EXIT.malformed],
  ["RECIPE_", EXIT.malformed],
  ["REPO_", EXIT.malformed],
  ["ATTEST_", EXIT.malformed],
  ["TIMESTAMP_", EXIT.malformed],
  ["SBOM_", EXIT.malformed],
  ["RPM_QUERY_", EXIT.usage],
  ["RPM_", EXIT.malformed],
];

/** Exit status for one error. */
export function exitCodeOf({ code }: Pick<CodedProblem, "code">): number {
  return (
    BY_PREFIX.find(([prefix]) => code.startsWith(prefix))?.[1] ?? EXIT.internal
  );
}

/** Exit status for several: the lowest, because usage has to be mended before the rest shows. */
export function exitCodeOfAll(
  problems: readonly Pick<CodedProblem, "code">[],
): number {
  return Math.min(...problems.map(exitCodeOf));
}
