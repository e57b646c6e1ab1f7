import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { TEST_KEYS } from "@stx-patch/testkit";
import { anchorsFrom, type TrustAnchor } from "@stx-patch/trust";
import type { BuildRecord } from "../src/index.js";
import type { EnvelopeTrust } from "../src/index.js";

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function sha256(data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(data).digest());
}

export function testAnchor(role: "dev" | "formal"): TrustAnchor {
  const bytes = new Uint8Array(readFileSync(TEST_KEYS[role].certificate));
  return anchorsFrom(bytes, { role, source: role })[0]!;
}

/** Trusts the development key. */
export const TRUST_DEV: EnvelopeTrust = {
  anchors: [testAnchor("dev")],
  policy: { checkDates: false, now: new Date("2027-01-01"), minRsaBits: 2048 },
};

export const DIGESTS = {
  patch: "11".repeat(32),
  content: "22".repeat(32),
  rpm: "33".repeat(32),
  payload: "44".repeat(32),
  packed: "55".repeat(32),
} as const;

/** A build of one RPM whose files were signed. */
export const RECORD: BuildRecord = {
  patch: { name: "P.patch", sha256: DIGESTS.patch },
  signedContentSha256: DIGESTS.content,
  sidecars: [],
  parameters: { id: "P", release: "20.06" },
  rpms: [
    {
      name: "a-1-1.noarch.rpm",
      nevra: "a-1-1.noarch",
      sha256: DIGESTS.rpm,
      payloadSha256: DIGESTS.payload,
      isSigned: true,
    },
  ],
  files: [
    { use: "release-info", name: "release-info.inc", sha256: DIGESTS.rpm },
  ],
  keys: [{ use: "patch", key: testAnchor("dev").key, role: "dev" }],
  builder: { id: "urn:test", version: { node: "v0" } },
};
