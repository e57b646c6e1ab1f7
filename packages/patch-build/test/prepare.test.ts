import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "@jest/globals";
import type { ByteSource } from "@stx-patch/core";
import { nativeHash } from "@stx-patch/node-io";
import { createImaSigner, loadPrivateKey } from "@stx-patch/signing";
import {
  collect,
  TEST_KEYS,
  vectorExpected,
  vectorPath,
} from "@stx-patch/testkit";
import { inspectRpm, prepareRpm } from "../src/index.js";

const signer = createImaSigner(
  loadPrivateKey(readFileSync(TEST_KEYS.ima.privateKey), { source: "IMA key" }),
);

function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    sizeBytes: bytes.length,
    async *open({ start, end } = { start: 0 }) {
      yield await Promise.resolve(bytes.subarray(start, end));
    },
  };
}

/** What a build makes of one RPM. */
async function signed(
  path: string,
  layout: "header" | "signature",
): Promise<Uint8Array> {
  const source = memorySource(basename(path), readFileSync(path));
  const { rpm } = await inspectRpm(
    {
      source,
      fileName: basename(path),
      personalities: [],
    },
    { signFiles: true },
  );
  const prepared = await prepareRpm(rpm, {
    ima: { signer, layout },
    hash: nativeHash,
  });
  const bytes = await collect(prepared.open());
  expect(bytes).toHaveLength(prepared.sizeBytes);
  return bytes;
}

interface SignedVector {
  readonly base: string;
  readonly sha256: string;
}

const sha256 = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

describe.each([
  ["signed-mainheader-stx", "header"],
  ["files-only-mainheader", "header"],
  ["files-only-sigheader", "signature"],
] as const)(
  "the set %s, written by real rpmsign or its model",
  (set, layout) => {
    it("equals what we make of the unsigned packages, byte for byte", async () => {
      const vectors = Object.entries(
        await vectorExpected<Record<string, SignedVector>>("rpm", set),
      );
      expect(vectors.length).toBeGreaterThan(10);
      for (const [name, vector] of vectors) {
        const base = vectorPath("rpm", set, vector.base);
        const ours = await signed(base, layout);
        expect([name, sha256(ours)]).toEqual([name, vector.sha256]);
      }
    });

    it("stays the same when it is signed again", async () => {
      const vectors = Object.keys(
        await vectorExpected<Record<string, SignedVector>>("rpm", set),
      );
      for (const name of vectors) {
        const path = vectorPath("rpm", set, name);
        expect([name, sha256(await signed(path, layout))]).toEqual([
          name,
          sha256(readFileSync(path)),
        ]);
      }
    });
  },
);
