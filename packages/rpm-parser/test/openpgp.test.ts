import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { keyIdOf, openPgpSignaturesOf } from "../src/openpgp.js";
import { headersOf, vector } from "./support.js";
import { withSignature } from "./variants.js";

const KEY_ID = [1, 2, 3, 4, 5, 6, 7, 8];
const KEY_ID_HEX = "0102030405060708";
const FINGERPRINT = [4, ...Array<number>(12).fill(9), ...KEY_ID];

/** A version 4 signature body with the given subpacket areas. */
function v4(hashed: number[], unhashed: number[]): number[] {
  return [
    ...[4, 0, 1, 8, 0, hashed.length, ...hashed],
    ...[0, unhashed.length, ...unhashed],
  ];
}

const issuer = [9, 16, ...KEY_ID];
const fingerprint = [22, 33, ...FINGERPRINT];

describe("keyIdOf", () => {
  it.each<[string, number[]]>([
    ["a version 3 signature", [0x88, 19, 3, 5, 0, 0, 0, 0, 0, ...KEY_ID]],
    ["an unhashed issuer", [0x88, 0, ...v4([], issuer)]],
    [
      "a hashed issuer behind another subpacket",
      [0x88, 0, ...v4([2, 2, 0, ...issuer], [])],
    ],
    ["an issuer fingerprint", [0x88, 0, ...v4(fingerprint, [])]],
    ["a two-byte old length", [0x89, 0, 0, ...v4([], issuer)]],
    ["a new-format packet", [0xc2, 30, ...v4([], issuer)]],
    [
      "a new-format packet with two-byte length",
      [0xc2, 200, 0, ...v4([], issuer)],
    ],
    [
      "a new-format packet with five-byte length",
      [0xc2, 255, 0, 0, 0, 30, ...v4([], issuer)],
    ],
    ["a critical issuer subpacket", [0x88, 0, ...v4([], [9, 0x90, ...KEY_ID])]],
    [
      "a subpacket with five-byte length",
      [0x88, 0, ...v4([], [255, 0, 0, 0, 9, 16, ...KEY_ID])],
    ],
  ])("reads %s", (_, packet) => {
    expect(keyIdOf(Uint8Array.from(packet))).toBe(KEY_ID_HEX);
  });

  it.each<[string, number[]]>([
    ["nothing", []],
    ["another packet", [0x98, 1, 4]],
    ["a version 6 signature", [0x88, 0, 6, ...v4([], issuer).slice(1)]],
    ["a signature without issuer", [0x88, 0, ...v4([], [])]],
    ["a cut version 3 signature", [0x88, 19, 3, 5, 0, 0, 0, 0, 0, 1]],
    ["areas beyond the packet", [0x88, 0, 4, 0, 1, 8, 255, 255]],
    ["empty subpackets", [0x88, 0, ...v4([0, 0, 0], [])]],
  ])("says nothing about %s", (_, packet) => {
    expect(keyIdOf(Uint8Array.from(packet))).toBeUndefined();
  });

  it("never fails", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const packet = Uint8Array.from([0x88, 0, 4, ...bytes]);
        expect(keyIdOf(packet) ?? KEY_ID_HEX).toHaveLength(16);
      }),
    );
  });
});

describe("openPgpSignaturesOf", () => {
  it("lists the base64 signatures of v6 packages", async () => {
    const base = await headersOf(
      vector("unsigned/6.0/filekinds-1.0-1.x86_64.rpm"),
    );
    const packet = Buffer.from([0x88, 0, ...v4([], issuer)]).toString("base64");
    const { signature } = withSignature(base, {
      278: { type: 8, texts: [packet, "?"] },
    });
    expect(openPgpSignaturesOf(signature)).toEqual([
      { tag: 278, name: "OPENPGP", covers: "header", keyId: KEY_ID_HEX },
      { tag: 278, name: "OPENPGP", covers: "header", keyId: undefined },
    ]);
  });
});
