import type { HashFactory, Limits } from "@stx-patch/core";
import type { TrustAnchor } from "@stx-patch/trust";
import type { TargetRelease } from "./release.js";

/** Which target is asked about. */
export interface TargetOptions {
  readonly release: TargetRelease;
  /** The target has the marker that makes it accept development signatures, too (spec patch-format section 5). */
  readonly acceptsDev: boolean;
}

/** Steps of the target's upload, in its order (spec patch-lifecycle section 4.1, rows 1 to 7 and the storing). */
export type TargetStep =
  | "file-name"
  | "extraction"
  | "checksum"
  | "signature"
  | "metadata"
  | "release"
  | "storing";

/** What the target would do with the patch. */
export interface TargetVerdict {
  readonly release: string;
  readonly acceptsDev: boolean;
  /** `undetermined`: the answer depends on what a patch alone does not show, or on which Python the target has. */
  readonly outcome: "accepted" | "refused" | "undetermined";
  /** Where it ended; null when accepted. */
  readonly step: TargetStep | null;
  /** The target's own text; null when it has none, because it accepts or because its daemon fails (HTTP 500). */
  readonly message: string | null;
  /** In our words. */
  readonly reason: string;
}

/** What the judging needs from the verification around it. */
export interface JudgeContext {
  readonly options: TargetOptions;
  readonly anchors: readonly TrustAnchor[];
  readonly fileName: string | undefined;
  readonly limits: Limits;
  readonly hash: HashFactory;
}
