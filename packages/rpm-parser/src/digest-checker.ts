import {
  compareValues,
  isSound,
  type RpmCheck,
  type RpmCheckName,
  type RpmDigestReport,
} from "./digest-report.js";
import { type DigestSlot, DigestSet, storedDigest } from "./digest-set.js";
import type { RpmHashFactory } from "./hash.js";
import { checkHeaderDigests } from "./header-digests.js";
import { HeaderPayloadMd5 } from "./header-payload-md5.js";
import type { RpmHeader } from "./header.js";
import type { RpmHeaders } from "./walk-headers.js";
import { MAIN, SIG } from "./tags.js";
import {
  type RpmDecompressorFactory,
  UncompressedPayload,
  type UncompressedResult,
} from "./uncompressed-payload.js";

/** How to check a package's digests. */
export interface DigestCheckerOptions {
  /** Without it everything about the uncompressed payload is `not-checked`. */
  readonly decompress?: RpmDecompressorFactory | undefined;
  /** How much a payload may unpack to before its check is given up; 4 GiB when not given. */
  readonly maxUncompressedBytes?: number | undefined;
  /**
   * What is enough where the package has it; the other digests over the payload are `not-checked` then. For
   * callers beside whom somebody checks those. Everything is checked when absent.
   */
  readonly suffices?: "md5" | "payload-digest" | undefined;
}

/** Takes the payload chunk by chunk. */
export interface RpmDigestChecker {
  /** Wait for it before passing the next chunk. */
  update(payloadChunk: Uint8Array): Promise<void>;
  /** Ends the computation; call once. */
  finish(): Promise<RpmDigestReport>;
}

/**
 * Starts checking a package's digests; the main header is hashed at once.
 *
 * @param hash - algorithms it lacks give `not-checked`
 * @throws RpmError RPM_DIGEST_FORM, RPM_TAG_TYPE, RPM_NUMBER_RANGE when a stored digest or size is not one
 */
export async function createDigestChecker(
  headers: RpmHeaders,
  hash: RpmHashFactory,
  options: DigestCheckerOptions = {},
): Promise<RpmDigestChecker> {
  const headerChecks = await checkHeaderDigests(headers, hash);
  const checker = new DigestChecker(headers, hash, headerChecks, options);
  await checker.start();
  return checker;
}

const STORED: readonly DigestSlot[] = [
  { name: "payload-sha256", algorithm: "sha256", tag: MAIN.payloadDigest },
  { name: "payload-sha512", algorithm: "sha512", tag: MAIN.payloadSha512 },
  { name: "payload-sha3-256", algorithm: "sha3-256", tag: MAIN.payloadSha3 },
];

const UNCOMPRESSED: readonly DigestSlot[] = [
  {
    name: "uncompressed-sha256",
    algorithm: "sha256",
    tag: MAIN.payloadDigestAlt,
  },
  {
    name: "uncompressed-sha512",
    algorithm: "sha512",
    tag: MAIN.payloadSha512Alt,
  },
  {
    name: "uncompressed-sha3-256",
    algorithm: "sha3-256",
    tag: MAIN.payloadSha3Alt,
  },
];

const DEFAULT_MAX_UNCOMPRESSED_BYTES = 4 * 1024 ** 3;

const LEFT_OUT = { state: "not-checked", reason: "left-out" } as const;

class DigestChecker implements RpmDigestChecker {
  readonly #headers: RpmHeaders;
  readonly #headerChecks: readonly RpmCheck[];
  readonly #md5: HeaderPayloadMd5;
  readonly #stored: DigestSet;
  readonly #leavesStoredOut: boolean;
  readonly #leavesMd5Out: boolean;
  readonly #uncompressedDigests: DigestSet;
  readonly #uncompressedSize: number | undefined;
  readonly #uncompressed: UncompressedPayload | undefined;
  /** SIZE or LONGSIZE: main header and payload. */
  readonly #declaredBytes: number | undefined;
  /** PAYLOADSIZE of v6 packages: the payload as stored. */
  readonly #declaredPayloadBytes: number | undefined;
  #payloadBytes = 0;

  constructor(
    headers: RpmHeaders,
    hash: RpmHashFactory,
    headerChecks: readonly RpmCheck[],
    options: DigestCheckerOptions,
  ) {
    const { signature, main } = headers;
    this.#headers = headers;
    this.#headerChecks = headerChecks;
    this.#declaredBytes =
      signature.number(SIG.longSize) ?? signature.number(SIG.size);
    this.#declaredPayloadBytes = main.number(MAIN.payloadSize);
    this.#md5 = new HeaderPayloadMd5(signature, hash, this.#declaredBytes);
    this.#stored = new DigestSet(main, STORED, hash);
    this.#leavesStoredOut = options.suffices === "md5" && this.#md5.isComputed;
    // The MD5 covers the main header, too: something else has to have done that.
    this.#leavesMd5Out =
      options.suffices === "payload-digest" &&
      this.#stored.isComputed &&
      headerChecks.some(({ state }) => state === "verified");
    this.#uncompressedDigests = new DigestSet(main, UNCOMPRESSED, hash);
    this.#uncompressedSize = uncompressedSizeOf(headers);
    this.#uncompressed = this.#startUncompressing(options);
  }

  async start(): Promise<void> {
    if (!this.#leavesMd5Out) await this.#md5.update(this.#headers.main.bytes);
  }

  async update(payloadChunk: Uint8Array): Promise<void> {
    this.#payloadBytes += payloadChunk.length;
    await Promise.all([
      this.#leavesMd5Out ? undefined : this.#md5.update(payloadChunk),
      this.#leavesStoredOut ? undefined : this.#stored.update(payloadChunk),
      this.#uncompressed?.update(payloadChunk),
    ]);
  }

  async finish(): Promise<RpmDigestReport> {
    const { main } = this.#headers;
    const totalBytes = main.sizeBytes + this.#payloadBytes;
    const md5 = this.#leavesMd5Out
      ? this.#md5.without(LEFT_OUT)
      : await this.#md5.finish(totalBytes);
    const stored = this.#leavesStoredOut
      ? this.#stored.without(LEFT_OUT)
      : await this.#stored.finish();
    const checks = [
      ...this.#headerChecks,
      md5,
      ...stored,
      sizeCheck("payload-size", this.#declaredPayloadBytes, this.#payloadBytes),
      sizeCheck("size", this.#declaredBytes, totalBytes),
      ...(await this.#uncompressedChecks()),
    ];
    const surplus = Math.max(0, totalBytes - (this.#declaredBytes ?? Infinity));
    return {
      checks,
      payloadSizeBytes: this.#payloadBytes,
      trailingBytes: md5.state === "mismatch" ? surplus : 0,
      isStoredUncompressed: isStoredUncompressed(main, stored),
      ok: isSound(checks),
    };
  }

  /** Nothing is unpacked that nothing can be said about. */
  #startUncompressing({
    decompress,
    maxUncompressedBytes = DEFAULT_MAX_UNCOMPRESSED_BYTES,
  }: DigestCheckerOptions): UncompressedPayload | undefined {
    const digests = this.#uncompressedDigests;
    if (!digests.isPresent && this.#uncompressedSize === undefined)
      return undefined;
    const compressor = this.#headers.main.string(MAIN.payloadCompressor);
    // No PAYLOADCOMPRESSOR: the payload is stored as it is.
    const found =
      compressor === undefined
        ? decompress && ((source: AsyncIterable<Uint8Array>) => source)
        : decompress?.(compressor);
    return (
      found && new UncompressedPayload(found, digests, maxUncompressedBytes)
    );
  }

  async #uncompressedChecks(): Promise<RpmCheck[]> {
    const result = await this.#uncompressed?.finish();
    if (result?.outcome === "complete")
      return [
        ...(await this.#uncompressedDigests.finish()),
        sizeCheck(
          "uncompressed-size",
          this.#uncompressedSize,
          result.sizeBytes,
        ),
      ];
    const verdict = verdictWithout(result?.outcome);
    const size = compareValues(
      "uncompressed-size",
      this.#uncompressedSize?.toString(),
      undefined,
    );
    return [
      ...this.#uncompressedDigests.without(verdict),
      size.state === "absent" ? size : { ...size, ...verdict },
    ];
  }
}

function verdictWithout(
  outcome: Exclude<UncompressedResult["outcome"], "complete"> | undefined,
): Pick<RpmCheck, "state" | "reason"> {
  return {
    state: outcome === "undecodable" ? "mismatch" : "not-checked",
    reason: outcome ?? "decompressor-unavailable",
  };
}

function sizeCheck(
  name: RpmCheckName,
  expected: number | undefined,
  actual: number,
): RpmCheck {
  return compareValues(name, expected?.toString(), actual.toString());
}

/** Length of the cpio archive: in the signature header, in v6 packages in the main header (spec 4 and 12). */
function uncompressedSizeOf({
  signature,
  main,
}: RpmHeaders): number | undefined {
  return (
    signature.number(SIG.longArchiveSize) ??
    signature.number(SIG.payloadSize) ??
    main.number(MAIN.payloadSizeAlt) ??
    main.number(MAIN.archiveSize)
  );
}

function isStoredUncompressed(
  main: RpmHeader,
  stored: readonly RpmCheck[],
): boolean {
  const sha256 = stored.find(({ name }) => name === "payload-sha256");
  return (
    sha256?.state === "mismatch" &&
    sha256.actual === storedDigest(main, MAIN.payloadDigestAlt, "sha256")
  );
}
