import type { Finding, Limits } from "@stx-patch/core";
import type { FormatErrorCode } from "./error.js";
import type { PatchMetadata } from "./metadata.js";
/** What metadata.xml says, and what is wrong with it. */
export interface DecodedMetadata {
  readonly metadata: PatchMetadata;
  readonly findings: Finding<FormatErrorCode>[];
}
export function decodeMetadata(
  bytes: Uint8Array,
  options: { limits?: Limits; member?: string } = {},
): DecodedMetadata {
  throw new Error(`${bytes.length}${options.member ?? ""}`);
}
