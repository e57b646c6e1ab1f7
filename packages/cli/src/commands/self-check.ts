import type {
  ChunkMemory,
  HashFactory,
  ImaSigner,
  KeyInfo,
  Limits,
  PatchSigner,
} from "@stx-patch/core";
import { blockwiseInflater } from "@stx-patch/archive";
import { nativeInflater } from "@stx-patch/node-io";
import type { SealResult } from "@stx-patch/patch-format";
import {
  verifyPatch,
  type BeingWritten,
  type PatchWitness,
  type SealedContent,
  type VerificationReport,
} from "@stx-patch/patch-verify";
import type { Role, TrustAnchor } from "@stx-patch/trust";
import { CliError } from "../error.js";
import type { NamedSigner } from "./patch-signer.js";
import { reasonsOf } from "./report-words.js";

/** Whose signatures a finished patch has to carry. */
export interface CheckedSigners {
  readonly patchKey: NamedSigner<Pick<PatchSigner, "key">>;
  /** Who signed every file of the RPMs; undefined when not all were signed by one key of ours. */
  readonly imaKey?: NamedSigner<ImaSigner> | undefined;
}

/** What reading it back takes. */
export interface SelfCheckOptions {
  readonly hash: HashFactory;
  readonly memory?: ChunkMemory | undefined;
  readonly now: Date;
  /** What is going to be in it. */
  readonly expected: Pick<BeingWritten, "signedMembers" | "knowsMd5">;
  /** Where the patch was made from one that was read with other limits than usual. */
  readonly limits?: Limits | undefined;
  /** Sees what is about to be signed; what it throws is why it is not. */
  readonly beforeSigning?: ((content: SealedContent) => void) | undefined;
  /** Sees what is read back. */
  readonly witness?: PatchWitness | undefined;
}

/** A patch that is read back while it is written. */
export interface SelfCheck {
  /** What is to be signed. Fails when the reading does. */
  seal(): Promise<SealResult>;
  /** What was read, when all is well. */
  readonly report: Promise<VerificationReport>;
}

/**
 * Reads a patch back with our own verifier while it is written, against the very keys it is signed with. The promises fail with
 * CliError CLI_SELF_CHECK_FAILED, and with what `beforeSigning` throws.
 */
export function startSelfCheck(
  bytes: AsyncIterable<Uint8Array>,
  signers: CheckedSigners,
  options: SelfCheckOptions,
): SelfCheck {
  let take: BeingWritten["sealed"] = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const seal = new Promise<SealResult>((resolve, reject) => {
    fail = reject;
    take = (content) => {
      try {
        options.beforeSigning?.(content);
        resolve(content.seal);
      } catch (error) {
        fail(error);
      }
    };
  });
  // Whoever writes asks for it at the end; when the writing fails, nobody does.
  seal.catch(() => undefined);
  const report = readBack(bytes, signers, options, take);
  report.then(() => {
    fail(new CliError("CLI_SELF_CHECK_FAILED", "no seal was computed"));
  }, fail);
  return { seal: () => seal, report };
}

async function readBack(
  bytes: AsyncIterable<Uint8Array>,
  { patchKey, imaKey }: CheckedSigners,
  { hash, memory, now, limits, expected, witness }: SelfCheckOptions,
  sealed: BeingWritten["sealed"],
): Promise<VerificationReport> {
  const report = await verifyPatch(bytes, {
    // Only the key counts here; this role is the one that any key may have.
    anchors: [anchorOf("dev", patchKey)],
    policy: { checkDates: false, now, minRsaBits: 2048 },
    imaAnchors: imaKey === undefined ? [] : [anchorOf("ima", imaKey)],
    limits,
    hash,
    memory,
    beingWritten: { ...expected, sealed },
    witness,
    inflater: blockwiseInflater(nativeInflater),
  });
  if (report.verdict === "trusted") return report;
  throw new CliError("CLI_SELF_CHECK_FAILED", reasonsOf(report));
}

function anchorOf(
  role: Role,
  { source, signer }: { source: string; signer: { key: KeyInfo } },
): TrustAnchor {
  return { role, source, certificate: undefined, key: signer.key };
}
