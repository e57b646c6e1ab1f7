import type { KeyObject } from "node:crypto";
import { constants, createHash, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect } from "@jest/globals";
import { TEST_KEYS } from "@stx-patch/testkit";
import type { Role, TrustAnchor, TrustPolicy } from "../src/index.js";
import { anchorsFrom } from "../src/index.js";

/** A policy that every valid test signature passes. */
export const POLICY: TrustPolicy = {
  checkDates: true,
  now: new Date("2027-01-01T00:00:00Z"),
  minRsaBits: 2048,
};

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function sha256(data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(data).digest());
}

/** The checked-in anchors. */
export function testAnchor(role: "dev" | "formal" | "ima"): TrustAnchor {
  const bytes = new Uint8Array(readFileSync(TEST_KEYS[role].certificate));
  return anchorsFrom(bytes, { role, source: role })[0]!;
}

/** An anchor made of a bare public key. */
export function bareAnchor(publicPem: string, role?: Role): TrustAnchor {
  return anchorsFrom(utf8(publicPem), { role, source: "bare" })[0]!;
}

/** Matches an error by its code. */
export function withCode(code: string): Error {
  return expect.objectContaining({ code }) as unknown as Error;
}

/** Signs as OpenSSL does. */
export function signPss(
  key: KeyObject,
  data: Uint8Array,
  saltLength: number,
  algorithm = "sha256",
): Uint8Array {
  return new Uint8Array(
    sign(algorithm, data, {
      key,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength,
    }),
  );
}

export function signPkcs1(
  key: KeyObject,
  data: Uint8Array,
  algorithm = "sha256",
): Uint8Array {
  return new Uint8Array(
    sign(algorithm, data, { key, padding: constants.RSA_PKCS1_PADDING }),
  );
}

/** What a patch's signature is about. */
export interface SignedPatch {
  readonly sha256: Uint8Array;
  readonly signature: Uint8Array;
}

/** Takes the signature out of a patch of the original tool. */
export function readSignedPatch(file: string): SignedPatch {
  const members = readTar(gunzipSync(readFileSync(file)));
  const hash = createHash("sha256");
  for (const name of ["metadata.tar", "software.tar", "semantics.tar"])
    hash.update(members.get(name) ?? "");
  return {
    sha256: new Uint8Array(hash.digest()),
    signature: new Uint8Array(members.get("signature.v2")!),
  };
}

/** Members by name; enough for the vectors, whose names are short. */
function readTar(tar: Buffer): Map<string, Buffer> {
  const members = new Map<string, Buffer>();
  for (let at = 0; tar[at] !== 0;) {
    const name = tar.toString("latin1", at, at + 100).replace(/\0.*/s, "");
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 136), 8);
    members.set(name, tar.subarray(at + 512, at + 512 + size));
    at += 512 + 512 * Math.ceil(size / 512);
  }
  return members;
}
