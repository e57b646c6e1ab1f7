import type { PatchMetadata } from "./metadata.js";
export function encodeMetadata(metadata: PatchMetadata): Uint8Array {
  throw new Error(metadata.id);
}
