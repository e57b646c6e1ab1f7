import { resolve } from "node:path";
import type { ChunkMemory, HashFactory } from "@stx-patch/core";
import { openFileSource, type FileSource } from "@stx-patch/node-io";
import type { VerifiedContent } from "@stx-patch/patch-build";
import { isSignedMember } from "@stx-patch/patch-format";
import type { VerificationReport } from "@stx-patch/patch-verify";
import { CliError } from "../error.js";
import { reasonsOf } from "./report-words.js";
import type { SelfCheckOptions } from "./self-check.js";
import { verifySource, type TrustSetup } from "./verify-file.js";

/** A patch file that was verified and stays open: what is read from it next comes from the very file that was looked at. */
export interface OpenPatch {
  /** As it was named. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly source: FileSource;
  readonly report: VerificationReport;
  /** For {@link VerifiedContent}: what the verification read, so that a second reading can be held against it. */
  readonly verified: VerifiedContent;
  /** Content of `signature.v2`; undefined when there is none. */
  readonly signature: Uint8Array | undefined;
  /** Frees the file; a second call does nothing. */
  close(): Promise<void>;
}

/** How to open a patch before something is done with it. */
export interface OpenPatchOptions {
  readonly setup: TrustSetup;
  readonly cwd: string;
  readonly hash: HashFactory;
  /** Where the file is read into. */
  readonly memory?: ChunkMemory | undefined;
  /** Told of every byte that was read. */
  readonly advance: (bytes: number) => void;
  /** Takes a well-formed patch that nobody trusted signed; the report says so. A malformed one is refused always. */
  readonly allowUntrusted: boolean;
  /** Puts the packaged files of each RPM into the report. */
  readonly listFiles?: boolean;
}

/**
 * Opens a patch file and verifies it to its end. Whoever opens it closes it.
 *
 * @param file - relative to `cwd`
 * @throws CliError CLI_PATCH_MALFORMED, CLI_PATCH_UNTRUSTED; IoError
 */
export async function openPatch(
  file: string,
  options: OpenPatchOptions,
): Promise<OpenPatch> {
  const path = resolve(options.cwd, file);
  const source = await openFileSource(path);
  try {
    const taken: {
      seal?: VerifiedContent["seal"];
      signature?: Uint8Array | undefined;
    } = {};
    const report = await verifySource(source, options.setup, {
      ...options,
      takeSeal: (seal, signature) => {
        Object.assign(taken, { seal, signature });
      },
    });
    assertUsable(file, report, options.allowUntrusted);
    const { metadata } = report;
    const { seal, signature } = taken;
    if (metadata === null || seal === undefined)
      throw new TypeError("a well-formed patch has metadata and a seal");
    return {
      file,
      path,
      source,
      report,
      verified: { metadata, seal, members: report.members },
      signature,
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** What is going to be in a patch that is made of a verified one. */
export function expectedOf({
  members,
}: VerifiedContent): SelfCheckOptions["expected"] {
  return {
    signedMembers: members.filter(({ name }) => isSignedMember(name)).length,
    knowsMd5: () => false,
  };
}

/**
 * Refuses what nothing may be done with.
 *
 * @param remedy - what to do about an untrusted patch, when the command has words of its own
 * @throws CliError CLI_PATCH_MALFORMED, CLI_PATCH_UNTRUSTED
 */
export function assertUsable(
  file: string,
  report: VerificationReport,
  allowUntrusted: boolean,
  remedy?: string,
): void {
  const { verdict } = report;
  if (verdict === "trusted") return;
  if (verdict === "untrusted" && allowUntrusted) return;
  const details = {
    location: { file },
    ...(remedy === undefined ? {} : { remedy }),
  };
  throw verdict === "malformed"
    ? new CliError(
        "CLI_PATCH_MALFORMED",
        `${file} is malformed: ${reasonsOf(report)}`,
        details,
      )
    : new CliError(
        "CLI_PATCH_UNTRUSTED",
        `${file} is not trusted: ${reasonsOf(report)}`,
        details,
      );
}
