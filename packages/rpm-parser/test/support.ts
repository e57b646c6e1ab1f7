import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

import {
  type OpenRpm,
  openRpm,
  type OpenRpmOptions,
  readRpmHeaders,
  type RpmDecompressorFactory,
  RpmError,
  type RpmHashFactory,
  type RpmHeaders,
} from "../src/index.js";

const VECTORS = new URL("../../testkit/vectors/rpm/", import.meta.url);

/** Bytes of a vector, e.g. `unsigned/4.11/epoch-2.0-1.noarch.rpm`. */
export function vector(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, VECTORS)));
}

/** A vector directory's expected.json, or another JSON file of the vectors. */
export function vectorJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, VECTORS), "utf8"));
}

/** Directories of sound packages. */
export const SOUND_DIRECTORIES = [
  "unsigned",
  "signed-sigheader",
  "signed-mainheader",
  "signed-mainheader-stx",
  "files-only-sigheader",
  "files-only-mainheader",
] as const;

export interface ExpectedHeader {
  offset: number;
  il: number;
  dl: number;
  length: number;
}

export interface ExpectedTag {
  tag: number;
  type: string;
  count: number;
  value?: string | number | null;
}

/** The parts of expected.json that all sound packages have. */
export interface ExpectedLayout {
  size: number;
  sha256: string;
  lead: {
    major: number;
    minor: number;
    type: number;
    archnum: number;
    name: string;
    osnum: number;
    signatureType: number;
  };
  signatureHeader: ExpectedHeader & { padding: number; tags: ExpectedTag[] };
  mainHeader: ExpectedHeader & {
    sha256: string;
    index?: [number, number, number, number][];
  };
  payload: { offset: number; length: number; sha256: string };
  md5OfHeaderAndPayload: string;
}

/** What the sets of signed packages have in addition. */
export interface ExpectedSigned extends ExpectedLayout {
  base: string;
  fileNames: string[] | null;
  fileSignatures: string[] | null;
  fileSignatureLength: number | null;
  tagsIn: "mainHeader" | "signatureHeader" | null;
  gpgTags: number[];
}

/** Every sound package as `[path, expected]`. */
export function soundPackages(): [string, ExpectedLayout][] {
  return SOUND_DIRECTORIES.flatMap((directory) =>
    packagesOf<ExpectedLayout>(directory),
  );
}

/** The packages of one directory as `[path, expected]`. */
export function packagesOf<T>(directory: string): [string, T][] {
  const expected = vectorJson(`${directory}/expected.json`);
  return Object.entries(expected as Record<string, T>).map(([name, value]) => [
    `${directory}/${name}`,
    value,
  ]);
}

/** Hash factory of Node. */
export const nodeHash: RpmHashFactory = (algorithm) => {
  const hash = createHash(algorithm);
  return {
    update: (chunk) => void hash.update(chunk),
    digest: () => new Uint8Array(hash.digest()),
  };
};

/** Decompressor factory of Node 20, which has gzip only. */
export const nodeDecompress: RpmDecompressorFactory = (compressor) =>
  compressor === "gzip"
    ? (source) =>
        // The callback is there because a failing pipeline without one would end the process.
        pipeline(Readable.from(source), createGunzip(), () => undefined)
    : undefined;

export function hexOf(algorithm: string, ...parts: Uint8Array[]): string {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

export function open(
  bytes: Uint8Array,
  options?: OpenRpmOptions,
): Promise<OpenRpm> {
  return openRpm([bytes], options);
}

export function headersOf(
  bytes: Uint8Array,
  options?: OpenRpmOptions,
): Promise<RpmHeaders> {
  return readRpmHeaders([bytes], options);
}

export async function collect(
  source: AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The code a synchronous or asynchronous action fails with; anything but an RpmError is rethrown. */
export async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof RpmError) return error.code;
    throw error;
  }
  return "none";
}
