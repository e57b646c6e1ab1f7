import type { CodedProblem } from "@stx-patch/core";
import type { PatchId } from "@stx-patch/patch-format";
import type { WrittenSidecar } from "../../sidecars/sidecar.js";

/** How making one patch ended. */
export type MadePatch = {
  readonly id: PatchId;
  /** The recipe, as it was given. */
  readonly file: string;
  /** Everything it requires. */
  readonly requires: readonly PatchId[];
  /** Those of them that the recipe does not name. */
  readonly implicit: readonly PatchId[];
} & (
  | {
      readonly state: "built" | "unchanged";
      /** Absolute. */
      readonly path: string;
      readonly sha256: string;
      /** Those that this run was asked for. */
      readonly sidecars: readonly WrittenSidecar[];
    }
  | { readonly state: "failed"; readonly problems: readonly CodedProblem[] }
  | {
      readonly state: "skipped";
      /** Patches that it requires and that were not made. */
      readonly because: readonly PatchId[];
    }
);
