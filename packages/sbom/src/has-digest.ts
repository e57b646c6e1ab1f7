import type { SbomDigest } from "./sbom-view.js";

/** True when an SBOM gives a digest and no other of its kind. */
export function hasDigest(
  digests: readonly SbomDigest[],
  algorithm: string,
  value: string,
): boolean {
  const ofKind = digests.filter((digest) => digest.algorithm === algorithm);
  return (
    ofKind.length > 0 &&
    ofKind.every((digest) => digest.value.toLowerCase() === value)
  );
}
