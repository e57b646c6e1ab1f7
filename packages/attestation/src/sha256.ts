import type { HashFactory } from "@stx-patch/core";

/** SHA-256 of bytes that are there as a whole. */
export async function sha256Of(
  bytes: Uint8Array,
  hash: HashFactory,
): Promise<Uint8Array> {
  const hasher = hash("sha256");
  if (hasher === undefined)
    throw new TypeError("the hash adapter must offer SHA-256");
  await hasher.update(bytes);
  return hasher.digest();
}
