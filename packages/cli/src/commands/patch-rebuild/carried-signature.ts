import { equalBytes, type PatchSigner } from "@stx-patch/core";
import type { OldPatch } from "./read-old-patch.js";

/** Gives back the signature of the old patch, over the very bytes it is about; over others nobody has one. */
export function carriedSignature(
  old: Pick<OldPatch, "signature" | "seal" | "snapshot">,
): PatchSigner {
  const { signature, seal } = old;
  return {
    key: keyOf(old),
    sign: (sha256) =>
      Promise.resolve(
        equalBytes(sha256, seal) ? signature : new Uint8Array(signature.length),
      ),
  };
}

/** Gives out a signature that was made already, so that writing once more asks nobody and gives the same bytes. */
export function madeSignature(
  old: Pick<OldPatch, "snapshot">,
  signature: Uint8Array,
): PatchSigner {
  return { key: keyOf(old), sign: () => Promise.resolve(signature) };
}

function keyOf({ snapshot }: Pick<OldPatch, "snapshot">): PatchSigner["key"] {
  const key = snapshot.report.signer;
  return {
    algorithm: "rsa",
    bits: key?.keyBits ?? 0,
    spkiSha256: key?.spkiSha256 ?? "",
    spki: new Uint8Array(0),
  };
}
