import {
  errorClass,
  type CodeCatalogue,
  type CodedError,
} from "@stx-patch/core";
import { toIoError } from "@stx-patch/node-io";

/** Codes of the commands themselves: how they were called and what they found around them. */
export const CLI_ERRORS = {
  CLI_COMMAND_UNKNOWN: {
    meaning: "There is no command of this name.",
    remedy: "Run stx-patch --help for the list.",
  },
  CLI_OPTION_UNKNOWN: {
    meaning: "The command has no option of this name.",
    remedy: "Run the command with --help for the list of options.",
  },
  CLI_OPTION_AMBIGUOUS: {
    meaning: "The shortened option name fits several options.",
    remedy: "Write the option out.",
  },
  CLI_OPTION_VALUE_MISSING: {
    meaning: "The option needs a value and none follows.",
    remedy: "Write --option VALUE or --option=VALUE.",
  },
  CLI_OPTION_VALUE_UNEXPECTED: {
    meaning: "The option is a switch and takes no value.",
    remedy: "Write the option alone.",
  },
  CLI_OPTION_VALUE_INVALID: {
    meaning: "The option does not take this value.",
    remedy: "Use one of the values that --help lists.",
  },
  CLI_OPTION_REPEATED: {
    meaning:
      "An option that takes one value is given twice; which one counts would be a guess.",
    remedy: "Give the option once.",
  },
  CLI_OPTIONS_CONFLICT: {
    meaning: "Two options contradict each other.",
    remedy: "Drop one of them.",
  },
  CLI_ARGUMENT_MISSING: {
    meaning: "The command needs at least one file to work on.",
    remedy: "Name the file, e.g. STX_20.06_PATCH_0001.patch.",
  },
  CLI_ARGUMENT_UNEXPECTED: {
    meaning: "There are more arguments than the command takes.",
    remedy:
      "Drop what does not belong there; quote values that contain spaces.",
  },
  CLI_INPUT_MISSING: {
    meaning: "No file of this name, or none that matches the pattern, exists.",
    remedy: "Check the path; it is taken relative to the working directory.",
  },
  CLI_INPUT_EMPTY_DIRECTORY: {
    meaning: "The directory holds no .rpm file.",
    remedy:
      "Name the directory that holds the RPMs themselves; subdirectories are not searched.",
  },
  CLI_REBUILD_RPM_MISSING: {
    meaning: "None of the RPMs that --rpms names is this package of the patch.",
    remedy:
      "Name the directory that it was built into with a further --rpms; leave --rpms out to take the RPMs from the patch.",
  },
  CLI_REBUILD_RPM_OTHER_BUILD: {
    meaning:
      "An RPM has name, version and architecture of one in the patch, but is of another build: more than its signatures differs.",
    remedy:
      "Name the RPM that the patch was built from, or leave --rpms out to take it from the patch.",
  },
  CLI_SCRIPT_UNREADABLE: {
    meaning: "A semantic script cannot be read.",
    remedy: "Check the path and the permissions.",
  },
  CLI_RELEASE_INFO_UNREADABLE: {
    meaning: "The release-info file cannot be read or says no release.",
    remedy:
      'Give a file with a line PLATFORM_RELEASE="20.06", or use --release.',
  },
  CLI_RELEASE_AMBIGUOUS: {
    meaning:
      "Several release-info.inc files below MY_REPO name different releases.",
    remedy:
      "Say which one counts with --release-info FILE or --release VERSION.",
  },
  CLI_OUTPUT_TERMINAL: {
    meaning: "The patch would be written to the terminal.",
    remedy: "Redirect the output, or use -o FILE.",
  },
  CLI_OUTPUT_DIRECTORY_MISSING: {
    meaning: "The directory for the output does not exist.",
    remedy: "Create it first, or name another with -o.",
  },
  CLI_OUTPUT_SHARED: {
    meaning: "Several patches would be written to one place.",
    remedy:
      "Name a directory with -o; patches of one id need one directory each.",
  },
  CLI_OUTPUT_IS_INPUT: {
    meaning: "The output would replace a file that is read for it.",
    remedy: "Name another file or a directory with -o.",
  },
  CLI_KEY_NOT_FOUND: {
    meaning:
      "The signing key was named and is not there, or no key was found at all.",
    remedy:
      "Name a PEM file with --key (or --ima-key), or set STX_PATCH_KEY (or STX_PATCH_IMA_KEY).",
  },
  CLI_KEY_CERTIFICATE_MISSING: {
    meaning:
      "A signing server does not say whose signatures it makes, so nothing that comes back could be checked.",
    remedy: "Name the server's certificate with --cert ROLE=FILE.",
  },
  CLI_KEY_ROLE: {
    meaning:
      "The key that would sign is not known to have the role that was asked for, and no other key is taken in its place.",
    remedy:
      "Name the key or signer of that role, and say which role a certificate has with --cert ROLE=FILE; if another role is meant, name it with --role.",
  },
  CLI_KEY_ROLE_UNKNOWN: {
    meaning:
      "The patch was signed by somebody unknown, so there is no role to keep.",
    remedy: "Name the role of the new signature with --role.",
  },
  CLI_KEY_SAME: {
    meaning: "The patch is signed by this very key already.",
    remedy:
      "Name the other key with --key, or say --force to sign it once more.",
  },
  CLI_SIGNATURE_UNREADABLE: {
    meaning: "The file with the signature cannot be read, or is no signature.",
    remedy:
      "Check the path given with --signature; the file holds the signature's bytes, or base64 of them.",
  },
  CLI_PASSPHRASE_UNREADABLE: {
    meaning: "The file with the key's passphrase cannot be read.",
    remedy: "Check the path and the permissions of the passphrase file.",
  },
  CLI_TRUST_UNREADABLE: {
    meaning:
      "A file of certificates, public keys or revoked fingerprints cannot be read.",
    remedy:
      "Check the path given with --trust, --intermediate, --revoked, --ima-cert or in STX_PATCH_TRUST.",
  },
  CLI_LIMIT_UNKNOWN: {
    meaning: "There is no limit of this name.",
    remedy: "Use one of the names that --help lists.",
  },
  CLI_LIMIT_VALUE: {
    meaning: "The value of a limit is no whole number above 0.",
    remedy: "Write a number, if need be with K, M, G or T behind it.",
  },
  CLI_TARGET_UNKNOWN: {
    meaning: "No release of this name is known.",
    remedy: "Use one of the names that --help lists, e.g. stx-20.06.",
  },
  CLI_BASE_MISSING: {
    meaning: "The directory of the base does not exist.",
    remedy: "Check the path given with --base.",
  },
  CLI_BASE_EMPTY: {
    meaning:
      "The directory of the base holds no binary package, neither as RPM files nor in its repodata.",
    remedy:
      "Name the directory that holds the load's RPMs, at any depth, or repodata/repomd.xml.",
  },
  CLI_DIRECTORY_TOO_LARGE: {
    meaning: "A directory is deeper or has more files than any load.",
    remedy: "Name a directory that holds the RPMs or patches and little else.",
  },
  CLI_WITH_UNREADABLE: {
    meaning:
      "A patch of --with cannot be read, so nothing can be said about fitting together with it.",
    remedy: "Verify that patch by itself, or leave it out.",
  },
  CLI_ORDER_MALFORMED: {
    meaning: "A line of the order file does not begin with a patch id.",
    remedy: "Repair the line; each one names a patch, # begins a comment.",
  },
  CLI_ORDER_RELEASE: {
    meaning:
      "The order file has patches, and none of this prefix and release; counting from 1 there would be a guess.",
    remedy:
      "Check --prefix and --release, or name the file of that release; an empty one starts at 0001.",
  },
  CLI_REGISTER_MALFORMED: {
    meaning:
      "A file in the register is called like an id of the series and has no number of four digits.",
    remedy: "Move it out of the register.",
  },
  CLI_REPO_MISSING: {
    meaning: "There is no patch repository in this directory.",
    remedy: "Check the path; patch-repo add DIR creates one.",
  },
  CLI_REPO_FOREIGN: {
    meaning:
      "The directory has files and is not a patch repository, so nothing was put into it.",
    remedy:
      "Name a new or empty directory, or one with Packages/ and metadata/.",
  },
  CLI_REPO_RELEASE: {
    meaning:
      "The patch is for another release than the patches of the repository.",
    remedy: "Keep a repository for each release.",
  },
  CLI_REPO_PATCH_DIFFERS: {
    meaning:
      "The repository has a patch of this id whose metadata.xml says something else.",
    remedy: "Remove the patch from the repository first, then add the new one.",
  },
  CLI_REPO_RPM_DIFFERS: {
    meaning:
      "The repository has an RPM of this name with another content; hosts could not tell them apart.",
    remedy: "Build the RPM with a higher release number, and the patch again.",
  },
  CLI_REPO_PATCH_UNKNOWN: {
    meaning: "The repository has no patch of this id.",
    remedy: "Run patch-repo list DIR for those that it has.",
  },
  CLI_REPO_PATCH_NEEDED: {
    meaning: "A patch that stays requires the one that is to be removed.",
    remedy: "Remove both, or none.",
  },
  CLI_REPO_RPM_PURGED: {
    meaning:
      "A patch that stays needs an RPM that was purged when the patch that is to be removed brought a newer one.",
    remedy: "Remove that patch, too, and add it again afterwards.",
  },
  CLI_REPO_DAMAGED: {
    meaning: "A file of the patch repository is not what its place says.",
    remedy: "Make the repository anew from its patches.",
  },
  CLI_REPO_CREATEREPO: {
    meaning: "createrepo_c could not be run, or failed.",
    remedy: "Look at what it said, or use --repodata-by own.",
  },
  CLI_OUTPUT_EXISTS: {
    meaning: "There is a file of this name, which nobody asked to replace.",
    remedy: "Choose another name, or remove the file.",
  },
  CLI_RECIPES_MISSING: {
    meaning: "There is no recipe to make a patch of.",
    remedy:
      "Name recipe files, or the directory that has them with --all --sw-version VERSION --recipes DIR.",
  },
  CLI_WORKSPACE_MISSING: {
    meaning: "The workspace, or the sources' directory, is not there.",
    remedy: "Check --workdir and --srcdir, or MY_WORKSPACE and MY_REPO.",
  },
  CLI_HOOK_MISSING: {
    meaning:
      "What was asked for takes a program of the workspace's own, such as build-pkgs or git, and none is named.",
    remedy:
      "Name it with --before or --context (make_patch: STX_PATCH_MAKE_BEFORE, STX_PATCH_MAKE_CONTEXT), or say --pre-compiled when all RPMs are built.",
  },
  CLI_HOOK_FAILED: {
    meaning:
      "The program of --before or --context failed, could not be started, or took too long.",
    remedy: "Run it by itself; docs/recipes.md says what it is given.",
  },
  CLI_TIME_INVALID: {
    meaning: "A date cannot be read, or does not exist.",
    remedy: "Write a day as 2026-01-31 or a time as 2026-01-31T12:00:00Z.",
  },
  CLI_EXTRACT_MISSING: {
    meaning:
      "The patch has no file of the name that was asked for, or not all of it.",
    remedy: "patch-query lists what is inside.",
  },
  CLI_PATCH_MALFORMED: {
    meaning: "The patch to work on is malformed, so nothing was done with it.",
    remedy: "Look at it with patch-verify, and get the patch again.",
  },
  CLI_PATCH_UNTRUSTED: {
    meaning:
      "Nobody who is trusted signed the patch to work on, so nothing was done with it.",
    remedy:
      "Look at it with patch-verify; name its signer's certificate with --trust or in STX_PATCH_TRUST, or say --allow-untrusted.",
  },
  CLI_PATCH_MISMATCH: {
    meaning: "The file holds another patch than the one that was named.",
    remedy: "Look at it with patch-query, or name the file with --file.",
  },
  CLI_SELF_CHECK_FAILED: {
    meaning:
      "The patch that was just written did not pass our own verifier, so it was thrown away.",
    remedy:
      "Check that no RPM changed during the build and run it again; if it persists, report it as a bug.",
  },
  CLI_NODE_TOO_OLD: {
    meaning: "This version of Node.js is older than what these tools need.",
    remedy: "Install Node.js 20.19 or later.",
  },
  CLI_KEY_EXPIRED: {
    meaning:
      "A certificate of the signing key is not valid now, and check-dates is set.",
    remedy: "Get a new certificate for the key, or take another key.",
  },
  CLI_TRUST_EXPIRED: {
    meaning: "A trust anchor is not valid now, and check-dates is set.",
    remedy: "Get a new certificate of that signer, or drop the old one.",
  },
  CLI_DISK_LOW: {
    meaning: "Hardly any space is left where files will be written.",
    remedy:
      "Free some space, or write elsewhere (--output, TMPDIR for temporary files).",
  },
  CLI_INTERNAL: {
    meaning: "A bug in this program.",
    remedy: "Report it with the command line and the output of --version.",
  },
} as const satisfies CodeCatalogue;

/** Codes of {@link CliError}. */
export type CliErrorCode = keyof typeof CLI_ERRORS;

/** A reason why a command could not do its work. */
export class CliError extends errorClass("CliError", CLI_ERRORS) {}

/** An error that nobody foresaw, as one that can be shown. */
export function internalError(error: unknown): CodedError {
  // Modules of this program are read when they are needed, by Node and not by us.
  const system = toIoError(error, "read", "a part of this program");
  if (system.code === "IO_TOO_MANY_OPEN") return system;
  const message = error instanceof Error ? error.message : String(error);
  return new CliError("CLI_INTERNAL", message, { cause: error });
}
