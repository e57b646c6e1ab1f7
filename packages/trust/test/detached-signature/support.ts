import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { TEST_KEYS, vectorPath } from "@stx-patch/testkit";
import type {
  SignatureVerdict,
  TrustAnchor,
  TrustPolicy,
} from "../../src/index.js";
import { verifyDetachedSignature } from "../../src/index.js";
import {
  POLICY,
  readSignedPatch,
  sha256,
  testAnchor,
  type SignedPatch,
  utf8,
} from "../support.js";

/** What the signatures of these tests are about. */
export const DATA = utf8("the signed members");
export const DEV = testAnchor("dev");
export const FORMAL = testAnchor("formal");
export const formalKey = testKey("formal");

/** The private key of a checked-in pair. */
export function testKey(role: keyof typeof TEST_KEYS): KeyObject {
  return createPrivateKey(readFileSync(TEST_KEYS[role].privateKey));
}

/** Judges a signature of {@link DATA}. */
export function verify(
  signature: Uint8Array,
  anchors: readonly TrustAnchor[] = [FORMAL],
  policy: Partial<TrustPolicy> = {},
): SignatureVerdict {
  return verifyDetachedSignature({
    sha256: sha256(DATA),
    signature,
    anchors,
    policy: { ...POLICY, ...policy },
  });
}

/** Severity and code of each finding. */
export function codesOf({ findings }: SignatureVerdict): string[] {
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}

/** A patch of the original tool, signed with the development key. */
export function developmentPatch(): SignedPatch {
  return readSignedPatch(vectorPath("patch", "flags/FLAG_0001.patch"));
}
