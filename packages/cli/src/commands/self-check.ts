import { BuildError } from "@stx-patch/patch-build";
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
  type PatchWitness,
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
  /** The seal that was computed while writing; it saves computing the MD5s once more. */
  readonly written?: (() => SealResult | undefined) | undefined;
  /** Where the patch was made from one that was read with other limits than usual. */
  readonly limits?: Limits | undefined;
  /** Sees what is read back. */
  readonly witness?: PatchWitness | undefined;
}

/**
 * Reads a finished patch back with our own verifier, against the very keys it was signed with.
 *
 * @returns what was read, when all is well
 * @throws CliError CLI_SELF_CHECK_FAILED; BuildError BUILD_RPM_DAMAGED
 */
export async function selfCheck(
  bytes: AsyncIterable<Uint8Array>,
  { patchKey, imaKey }: CheckedSigners,
  { hash, memory, now, limits, written, witness }: SelfCheckOptions,
): Promise<VerificationReport> {
  const report = await verifyPatch(bytes, {
    // Only the key counts here; this role is the one that any key may have.
    anchors: [anchorOf("dev", patchKey)],
    policy: { checkDates: false, now, minRsaBits: 2048 },
    imaAnchors: imaKey === undefined ? [] : [anchorOf("ima", imaKey)],
    limits,
    hash,
    memory,
    written,
    witness,
    inflater: blockwiseInflater(nativeInflater),
  });
  if (report.verdict === "trusted") return report;
  const damaged = report.findings.find(
    ({ code }) => code === "VERIFY_RPM_DIGEST_MISMATCH",
  );
  // The RPM came with it: not all of its digests were compared before.
  if (damaged !== undefined)
    throw new BuildError("BUILD_RPM_DAMAGED", damaged.message);
  throw new CliError("CLI_SELF_CHECK_FAILED", reasonsOf(report));
}

function anchorOf(
  role: Role,
  { source, signer }: { source: string; signer: { key: KeyInfo } },
): TrustAnchor {
  return { role, source, certificate: undefined, key: signer.key };
}
