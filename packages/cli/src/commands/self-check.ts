import { BuildError, type PreparedRpm } from "@stx-patch/patch-build";
import type { HashFactory, KeyInfo } from "@stx-patch/core";
import { blockwiseInflater } from "@stx-patch/archive";
import { nativeInflater } from "@stx-patch/node-io";
import { verifyPatch } from "@stx-patch/patch-verify";
import type { Role, TrustAnchor } from "@stx-patch/trust";
import { CliError } from "../error.js";
import type { BuildInputs } from "./build-inputs.js";

const SHOWN_FINDINGS = 5;

/**
 * Reads a finished patch back with our own verifier, against the very keys it was signed with.
 *
 * @throws CliError CLI_SELF_CHECK_FAILED; BuildError BUILD_RPM_DAMAGED
 */
export async function selfCheck(
  bytes: AsyncIterable<Uint8Array>,
  { patchKey, imaKey }: BuildInputs,
  rpms: readonly PreparedRpm[],
  { hash, now }: { readonly hash: HashFactory; readonly now: Date },
): Promise<void> {
  // Packages that stay as they are may carry signatures of keys we do not know.
  const allOurs = rpms.every(({ ima }) => ima.kind === "signed");
  const report = await verifyPatch(bytes, {
    // Only the key counts here; this role is the one that any key may have.
    anchors: [anchorOf("dev", patchKey)],
    policy: { checkDates: false, now, minRsaBits: 2048 },
    imaAnchors:
      imaKey !== undefined && allOurs ? [anchorOf("ima", imaKey)] : [],
    hash,
    inflater: blockwiseInflater(nativeInflater),
  });
  if (report.verdict === "trusted") return;
  const errors = report.findings.filter(({ severity }) => severity === "error");
  const damaged = errors.find(
    ({ code }) => code === "VERIFY_RPM_DIGEST_MISMATCH",
  );
  // The RPM came with it: not all of its digests were compared before.
  if (damaged !== undefined)
    throw new BuildError("BUILD_RPM_DAMAGED", damaged.message);
  const why = errors
    .slice(0, SHOWN_FINDINGS)
    .map(({ code, message }) => `${code}: ${message}`);
  const skipped = report.checks
    .filter(({ id, state }) => state === "not-run" && id !== "ima")
    .map(({ id, reason }) => `${id} did not run: ${reason ?? ""}`);
  throw new CliError("CLI_SELF_CHECK_FAILED", [...why, ...skipped].join("; "));
}

function anchorOf(
  role: Role,
  { source, signer }: { source: string; signer: { key: KeyInfo } },
): TrustAnchor {
  return { role, source, certificate: undefined, key: signer.key };
}
