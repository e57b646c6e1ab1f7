import { createHash } from "node:crypto";
import { CliError } from "../../error.js";
import type { OpenPatch } from "../open-patch.js";

/**
 * SHA-256 of a patch's signature, which is what gets time stamps: they say when it was there at the latest.
 *
 * @throws CliError CLI_PATCH_UNTRUSTED for a patch without one
 */
export function signatureDigest({ file, signature }: OpenPatch): Uint8Array {
  if (signature === undefined)
    throw new CliError("CLI_PATCH_UNTRUSTED", `${file} has no signature`, {
      remedy: "Sign the patch first.",
    });
  return createHash("sha256").update(signature).digest();
}
