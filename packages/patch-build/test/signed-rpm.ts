import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { ByteSource, ImaSigner } from "@stx-patch/core";
import { nativeHash } from "@stx-patch/node-io";
import type { ImaLayout } from "@stx-patch/rpm-parser";
import { createImaSigner, loadPrivateKey } from "@stx-patch/signing";
import { collect, TEST_KEYS } from "@stx-patch/testkit";
import { inspectRpm, prepareRpm } from "../src/index.js";

/** The project's IMA key, RSA-2048. Threads would need compiled sources. */
export const IMA_SIGNER: ImaSigner = createImaSigner(
  loadPrivateKey(readFileSync(TEST_KEYS.ima.privateKey), { source: "IMA key" }),
  { threads: 1 },
);

/** A file in memory. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    sizeBytes: bytes.length,
    async *open({ start, end } = { start: 0 }) {
      yield await Promise.resolve(bytes.subarray(start, end));
    },
  };
}

/** What a build makes of one RPM: its bytes with the files signed. */
export async function signRpm(
  path: string,
  layout: ImaLayout,
  signer = IMA_SIGNER,
): Promise<Uint8Array> {
  return signBytes(basename(path), readFileSync(path), layout, signer);
}

/** The same for a package in memory. */
export async function signBytes(
  fileName: string,
  original: Uint8Array,
  layout: ImaLayout,
  signer = IMA_SIGNER,
): Promise<Uint8Array> {
  const source = memorySource(fileName, original);
  const { rpm } = await inspectRpm(
    { source, fileName, personalities: [] },
    { signFiles: true },
  );
  const ima = { signer, layout };
  const prepared = await prepareRpm(rpm, { ima, hash: nativeHash });
  const bytes = await collect(prepared.open(false));
  if (bytes.length !== prepared.sizeBytes)
    throw new Error(`${bytes.length} bytes, ${prepared.sizeBytes} announced`);
  return bytes;
}
