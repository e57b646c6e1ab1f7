import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";

import { factsOfPacket } from "../src/openpgp-packet.js";

const KEY_ID = [1, 2, 3, 4, 5, 6, 7, 8];
const KEY_ID_HEX = "0102030405060708";
const FINGERPRINT = [4, ...Array<number>(12).fill(9), ...KEY_ID];

const keyIdOf = (packet: Uint8Array): string | undefined =>
  factsOfPacket(packet).keyId;

/** A version 6 signature body with the given hashed subpackets. */
function v6(hashed: number[]): number[] {
  return [
    ...[6, 0, 27, 10, 0, 0, 0, hashed.length, ...hashed],
    ...[0, 0, 0, 0],
  ];
}

/** A version 4 signature body with the given subpacket areas. */
function v4(hashed: number[], unhashed: number[]): number[] {
  return [
    ...[4, 0, 1, 8, 0, hashed.length, ...hashed],
    ...[0, unhashed.length, ...unhashed],
  ];
}

const issuer = [9, 16, ...KEY_ID];
const fingerprint = [22, 33, ...FINGERPRINT];

describe("the key id of", () => {
  it.each<[string, number[]]>([
    ["a version 3 signature", [0x88, 19, 3, 5, 0, 0, 0, 0, 0, ...KEY_ID, 1, 2]],
    [
      "a version 6 signature",
      [0x88, 0, ...v6([34, 33, 6, ...KEY_ID, ...Array<number>(24).fill(9)])],
    ],
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
  ])("%s is read", (_, packet) => {
    expect(keyIdOf(Uint8Array.from(packet))).toBe(KEY_ID_HEX);
  });

  it.each<[string, number[]]>([
    ["nothing", []],
    ["another packet", [0x98, 1, 4]],
    ["a version 5 signature", [0x88, 0, 5, ...v4([], issuer).slice(1)]],
    ["a signature without issuer", [0x88, 0, ...v4([], [])]],
    ["a cut version 3 signature", [0x88, 19, 3, 5, 0, 0, 0, 0, 0, 1]],
    ["areas beyond the packet", [0x88, 0, 4, 0, 1, 8, 255, 255]],
    ["empty subpackets", [0x88, 0, ...v4([0, 0, 0], [])]],
  ])("%s is unknown", (_, packet) => {
    expect(keyIdOf(Uint8Array.from(packet))).toBeUndefined();
  });

  it("whatever bytes never fails", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const packet = Uint8Array.from([0x88, 0, 4, ...bytes]);
        expect(keyIdOf(packet) ?? KEY_ID_HEX).toHaveLength(16);
      }),
    );
  });
});

describe("the facts of", () => {
  const time = [5, 2, 0x5e, 0xd4, 0x4c, 0x80];

  it("a version 3 signature", () => {
    const body = [3, 5, 0, 0x5e, 0xd4, 0x4c, 0x80, ...KEY_ID, 17, 2];
    expect(factsOfPacket(Uint8Array.of(0x88, 19, ...body))).toEqual({
      version: 3,
      type: 0,
      publicKeyAlgorithm: "DSA",
      hash: "sha1",
      creationTimeSeconds: 1590971520,
      keyId: KEY_ID_HEX,
    });
  });

  it("a version 4 signature", () => {
    const body = v4([...time, ...issuer], []);
    expect(factsOfPacket(Uint8Array.of(0x88, 0, ...body))).toEqual({
      version: 4,
      type: 0,
      publicKeyAlgorithm: "RSA",
      hash: "sha256",
      creationTimeSeconds: 1590971520,
      keyId: KEY_ID_HEX,
    });
  });

  it("a version 6 signature", () => {
    expect(factsOfPacket(Uint8Array.of(0x88, 0, ...v6(time)))).toMatchObject({
      version: 6,
      publicKeyAlgorithm: "Ed25519",
      hash: "sha512",
      creationTimeSeconds: 1590971520,
      keyId: undefined,
    });
  });

  it("a creation time that is not signed are left out", () => {
    const facts = factsOfPacket(Uint8Array.of(0x88, 0, ...v4([], time)));
    expect(facts.creationTimeSeconds).toBeUndefined();
  });

  it("unknown algorithms are left out", () => {
    const body = [4, 1, 99, 99, 0, 0, 0, 0];
    expect(factsOfPacket(Uint8Array.of(0x88, 0, ...body))).toEqual({
      version: 4,
      type: 1,
      publicKeyAlgorithm: undefined,
      hash: undefined,
      creationTimeSeconds: undefined,
      keyId: undefined,
    });
  });
});
