import {
  concatBytes,
  copyOf,
  type Hasher,
  type HashFactory,
  type Limits,
} from "@stx-patch/core";
import type { TargetFault } from "./fault.js";
import { unknown } from "./fault.js";
import { plainPath } from "./plain-path.js";
import type { BodySink } from "./target-tar.js";
import { TargetTar } from "./target-tar.js";

/** A member that is small enough to keep. */
export class SmallBody implements BodySink {
  readonly #maxBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #sizeBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  update(chunk: Uint8Array): void {
    this.#sizeBytes += chunk.length;
    if (this.#sizeBytes <= this.#maxBytes) this.#chunks.push(copyOf(chunk));
    else this.#chunks.length = 0;
  }

  /** Undefined when it is beyond our limits. */
  get bytes(): Uint8Array | undefined {
    return this.#sizeBytes > this.#maxBytes
      ? undefined
      : concatBytes(this.#chunks);
  }
}

/** Names without a folder are at most this long on the target's file system. */
const MAX_FILE_NAME_CHARACTERS = 255;

/** software.tar while it passes by: its digests, the state of its frame, and the names of its files. */
export class SoftwareBody implements BodySink {
  /** The metadata.tar in front of it, which the signature covers first. */
  readonly metadata: SmallBody | undefined;
  readonly #md5: Hasher;
  readonly #sha256: Hasher;
  readonly #tar: TargetTar;
  readonly #names = new Set<string>();
  #start: Uint8Array = new Uint8Array(0);
  #isSeeded = false;

  constructor(
    metadata: SmallBody | undefined,
    hash: HashFactory,
    limits: Limits,
  ) {
    this.metadata = metadata;
    this.#md5 = hasherOf(hash, "md5");
    this.#sha256 = hasherOf(hash, "sha256");
    this.#tar = new TargetTar(({ name }) => {
      const path = plainPath(name);
      if (path.length <= MAX_FILE_NAME_CHARACTERS) this.#names.add(path);
      return undefined;
    }, limits);
  }

  async update(chunk: Uint8Array): Promise<void> {
    await this.#seed();
    if (this.#start.length < MAGIC_BYTES)
      this.#start = concatBytes([this.#start, chunk.subarray(0, MAGIC_BYTES)]);
    await Promise.all([
      this.#md5.update(chunk),
      this.#sha256.update(chunk),
      this.#tar.push(chunk),
    ]);
  }

  has(fileName: string): boolean {
    return this.#names.has(fileName);
  }

  /** What is wrong with its frame. */
  frame(): TargetFault | undefined {
    return compressionFault(this.#start) ?? this.#tar.finish();
  }

  async md5(): Promise<Uint8Array> {
    return this.#md5.digest();
  }

  /** SHA-256 over metadata.tar, this and what follows. */
  async sha256(following: Uint8Array | undefined): Promise<Uint8Array> {
    await this.#seed();
    if (following !== undefined) await this.#sha256.update(following);
    return this.#sha256.digest();
  }

  async #seed(): Promise<void> {
    if (this.#isSeeded) return;
    this.#isSeeded = true;
    const bytes = this.metadata?.bytes;
    if (bytes !== undefined) await this.#sha256.update(bytes);
  }
}

const MAGIC_BYTES = 6;
const COMPRESSIONS: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  [0x5d, 0x00, 0x00],
];

/** Python opens inner archives with whatever compression they have, if its build knows it. */
export function compressionFault(start: Uint8Array): TargetFault | undefined {
  return COMPRESSIONS.some((magic) =>
    magic.every((byte, i) => start[i] === byte),
  )
    ? unknown("it is compressed")
    : undefined;
}

/** @throws Error when the factory lacks what every patch needs; the seal of the same verification has said so before */
export function hasherOf(
  hash: HashFactory,
  algorithm: "md5" | "sha256",
): Hasher {
  const hasher = hash(algorithm);
  if (hasher === undefined) throw new Error(`no ${algorithm}`);
  return hasher;
}
