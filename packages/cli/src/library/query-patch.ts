import type { PatchMetadata } from "@stx-patch/patch-format";
import type {
  RpmSummary,
  SignerSummary,
  VerificationReport,
} from "@stx-patch/patch-verify";
import { assertUsable } from "../commands/open-patch.js";
import { verifyPatch, type VerifyPatchOptions } from "./verify-patch.js";

/** What is in a well-formed patch. */
export interface PatchContents {
  /** What is said of an `untrusted` patch is what it claims. */
  readonly verdict: Exclude<VerificationReport["verdict"], "malformed">;
  readonly metadata: PatchMetadata;
  readonly rpms: readonly RpmSummary[];
  /** Null when no trust anchor leads to whoever signed it. */
  readonly signer: SignerSummary | null;
}

/**
 * Says what is in a patch, and whether to believe it: it is verified on the way.
 *
 * @param patch - a file, or the bytes of a patch
 * @throws CliError CLI_PATCH_MALFORMED for what is no patch or a broken one; and as {@link verifyPatch}
 */
export async function queryPatch(
  patch: string | AsyncIterable<Uint8Array>,
  options: VerifyPatchOptions,
): Promise<PatchContents> {
  const report = await verifyPatch(patch, options);
  const name = typeof patch === "string" ? patch : "the patch";
  assertUsable(name, report, true);
  const { verdict, metadata, rpms, signer } = report;
  if (verdict === "malformed" || metadata === null)
    throw new TypeError("a well-formed patch has metadata");
  return { verdict, metadata, rpms, signer };
}
