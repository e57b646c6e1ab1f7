import type { HashAlgorithm, KeyInfo } from "@stx-patch/core";

/** What was found out about a file signature. */
export interface ImaVerdict {
  readonly state:
    | "good"
    | "wrong-key"
    | "bad-signature"
    | "wrong-length"
    | "wrong-algorithm"
    | "malformed"
    /** Well-formed and of this key, but ECDSA, which this package cannot check. */
    | "not-checked";
  readonly detail: string;
}

export function verifyImaSignature(input: {
  readonly signature: Uint8Array;
  readonly digest: Uint8Array;
  readonly algorithm: HashAlgorithm;
  readonly key: KeyInfo;
}): ImaVerdict {
  throw new Error(input.algorithm);
}

export function imaKeyId(spki: Uint8Array): string {
  throw new Error(`${spki.length}`);
}
