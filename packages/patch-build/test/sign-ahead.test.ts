import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "@jest/globals";
import type { FileDigest, ImaSigner } from "@stx-patch/core";
import { createImaSigner, loadPrivateKey } from "@stx-patch/signing";
import {
  codeOf,
  generateKeyPair,
  TEST_KEYS,
  vectorPath,
} from "@stx-patch/testkit";
import { inspectRpm, signAhead, type InspectedRpm } from "../src/index.js";
import { IMA_SIGNER, memorySource, signRpm } from "./signed-rpm.js";

const PATHS = ["gzip", "xz", "zstd", "none"].map((kind) =>
  vectorPath("rpm", `unsigned/4.18/payload-${kind}-1-1.noarch.rpm`),
);

async function inspected(
  path: string,
  fileName = basename(path),
): Promise<InspectedRpm> {
  const source = memorySource(fileName, readFileSync(path));
  const input = { source, fileName, personalities: [] };
  return (await inspectRpm(input, { signFiles: true })).rpm;
}

/** A signer that notes what it is asked to sign. */
function watched(signer: ImaSigner): {
  readonly signer: ImaSigner;
  readonly asked: (readonly FileDigest[])[];
} {
  const asked: (readonly FileDigest[])[] = [];
  const sign = (digests: readonly FileDigest[]): Promise<Uint8Array[]> => {
    asked.push(digests);
    return signer.sign(digests);
  };
  return { asked, signer: { ...signer, sign } };
}

describe("signAhead", () => {
  it("hands the digests of all RPMs to the signer at once", async () => {
    const { signer, asked } = watched(IMA_SIGNER);
    const rpms = await Promise.all(PATHS.map((path) => inspected(path)));
    await signAhead(rpms, { signer, layout: "header" });
    expect(asked).toHaveLength(1);
    const withDigest = rpms.flatMap(({ info }) =>
      info.files.flatMap(({ digest }) => (digest === "" ? [] : [digest])),
    );
    expect(withDigest.length).toBeGreaterThan(PATHS.length);
    expect(asked[0]).toHaveLength(withDigest.length);
  });

  it.each(["header", "signature"] as const)(
    "changes no byte of the packages, in the %s layout",
    async (layout) => {
      const pem = readFileSync(TEST_KEYS.ima.privateKey);
      const fresh = (): ImaSigner =>
        createImaSigner(loadPrivateKey(pem, { source: "key" }), { threads: 1 });
      const ahead = fresh();
      const rpms = await Promise.all(PATHS.map((path) => inspected(path)));
      await signAhead(rpms, { signer: ahead, layout });
      for (const path of PATHS)
        expect(Buffer.from(await signRpm(path, layout, ahead))).toEqual(
          Buffer.from(await signRpm(path, layout, fresh())),
        );
    },
  );

  it("leaves packages alone whose files are not signed", async () => {
    const { signer, asked } = watched(IMA_SIGNER);
    const [path = ""] = PATHS;
    const rpm = await inspected(path, "grub2-efi-2.02-0.76.el7.x86_64.rpm");
    await signAhead([rpm], { signer, layout: "header" });
    expect(asked.flat()).toEqual([]);
  });

  it("refuses an EC key for the main-header layout before any work", async () => {
    const pem = generateKeyPair({ kind: "ec", curve: "P-256" }).pem();
    const key = loadPrivateKey(pem, { source: "EC key" });
    const { signer, asked } = watched(createImaSigner(key, { threads: 1 }));
    const rpms = [await inspected(PATHS[0] ?? "")];
    expect(await codeOf(signAhead(rpms, { signer, layout: "header" }))).toBe(
      "BUILD_IMA_EC_LAYOUT",
    );
    expect(asked).toEqual([]);
  });
});
