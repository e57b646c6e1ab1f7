import type { ChunkMemory, HashFactory } from "@stx-patch/core";
import {
  createDigestChecker,
  type RewrittenRpm,
  type RpmDigestChecker,
  type RpmInfo,
} from "@stx-patch/rpm-parser";
import { signFiles, type ImaOutcome, type ImaSigning } from "./ima.js";
import type { InspectedRpm } from "./rpm-input.js";
import { assertSoundRpm } from "./sound-rpm.js";

/** An RPM whose final bytes are decided: its new header area is ready, its payload stays where it is. */
export interface PreparedRpm {
  readonly fileName: string;
  readonly info: RpmInfo;
  readonly personalities: readonly string[];
  /** Size inside the patch. */
  readonly sizeBytes: number;
  readonly ima: ImaOutcome;
  /** OpenPGP signatures that the new header layout cannot keep. */
  readonly droppedSignatures: readonly string[];
  /** The MD5 over header and payload was computed here, of a payload that was found sound. */
  readonly isMd5Known: boolean;
  /**
   * Streams the final bytes; a chunk is valid only until the next one is asked for.
   *
   * @param isReadBack - somebody checks what was written; otherwise it throws when the source turns out to be damaged
   */
  open(isReadBack: boolean): AsyncIterable<Uint8Array>;
}

/** Called with every piece of payload that is read ahead of the writing. */
export type OnProgress = (bytes: number) => void;

/** What preparing needs from outside. */
export interface PrepareOptions {
  readonly ima: ImaSigning | undefined;
  readonly hash: HashFactory;
  /** Where payloads are read into. */
  readonly memory?: ChunkMemory | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** No other RPM is prepared meanwhile. */
  readonly isOnly?: boolean | undefined;
}

/**
 * Signs the files of an RPM and decides its final bytes.
 *
 * The main-header layout's MD5 covers the payload but stands in front of it, so that layout reads
 * the payload once here and once when writing; otherwise the payload is read when writing only.
 * Either way the RPM is found sound before its last byte is out, unless somebody reads it back.
 *
 * @throws BuildError BUILD_RPM_DAMAGED, BUILD_RPM_WITHOUT_DIGEST
 */
export async function prepareRpm(
  rpm: InspectedRpm,
  options: PrepareOptions,
): Promise<PreparedRpm> {
  const { outcome, rewritten } = await signFiles(
    rpm,
    options.ima,
    options.hash,
  );
  const common = {
    fileName: rpm.fileName,
    info: rpm.info,
    personalities: rpm.personalities,
    ima: outcome,
    droppedSignatures: [],
    isMd5Known: false,
  };
  const opened =
    (prefix: Uint8Array | undefined) =>
    (isReadBack: boolean): AsyncIterable<Uint8Array> =>
      isReadBack
        ? bytesOf(rpm, prefix, options)
        : checkedBytes(rpm, prefix, options);
  if (rewritten === undefined) {
    return {
      ...common,
      sizeBytes: rpm.source.sizeBytes,
      open: opened(undefined),
    };
  }
  const { payloadOffset } = rpm.headers;
  const sizeBytes =
    rewritten.prefixSizeBytes + rpm.source.sizeBytes - payloadOffset;
  if (!rewritten.needsPayloadMd5) {
    return { ...common, sizeBytes, open: opened(rewritten.prefix()) };
  }
  const prefix = rewritten.prefix(await digestPayload(rpm, rewritten, options));
  return {
    ...common,
    sizeBytes,
    droppedSignatures: rpm.info.openPgpSignatures.map(({ name }) => name),
    isMd5Known: true,
    open: () => bytesOf(rpm, prefix, options),
  };
}

/**
 * Reads the payload once: computes the MD5 for the new header, and beside it, on another core, checks the payload digest, which
 * finds damage as well as the old MD5 does. A package without one has its old MD5 checked.
 */
async function digestPayload(
  rpm: InspectedRpm,
  rewritten: RewrittenRpm,
  options: PrepareOptions,
): Promise<Uint8Array> {
  const md5 = options.hash("md5", { isOnly: options.isOnly });
  if (md5 === undefined) throw new TypeError("the hash adapter must offer MD5");
  const checker = await createDigestChecker(rpm.headers, options.hash, {
    suffices: "payload-digest",
  });
  await md5.update(rewritten.mainHeader);
  for await (const chunk of payloadOf(rpm, options)) {
    // Both start before either is awaited, so that they can share a core.
    await Promise.all([checker.update(chunk), md5.update(chunk)]);
    options.onProgress?.(chunk.length);
  }
  assertSoundRpm(rpm.source.name, await checker.finish());
  return md5.digest();
}

/** The source's bytes, or a new prefix and the source's payload. */
async function* bytesOf(
  rpm: InspectedRpm,
  prefix: Uint8Array | undefined,
  options: PrepareOptions,
): AsyncGenerator<Uint8Array> {
  yield* prefixOf(rpm, prefix);
  yield* payloadOf(rpm, options);
}

/** The same, with the source's digests checked on the way. */
async function* checkedBytes(
  rpm: InspectedRpm,
  prefix: Uint8Array | undefined,
  options: PrepareOptions,
): AsyncGenerator<Uint8Array> {
  const checker = await sourceChecker(rpm, options);
  yield* prefixOf(rpm, prefix);
  for await (const chunk of payloadOf(rpm, options)) {
    await checker.update(chunk);
    yield chunk;
  }
  assertSoundRpm(rpm.source.name, await checker.finish());
}

async function* prefixOf(
  rpm: InspectedRpm,
  prefix: Uint8Array | undefined,
): AsyncGenerator<Uint8Array> {
  if (prefix === undefined)
    yield* rpm.source.open({ start: 0, end: rpm.headers.payloadOffset });
  else yield prefix;
}

/** Finds damage. One digest over header and payload is enough for that, and an MD5 beside the seal's costs next to nothing. */
function sourceChecker(
  { headers }: InspectedRpm,
  { hash }: PrepareOptions,
): Promise<RpmDigestChecker> {
  return createDigestChecker(headers, hash, { suffices: "md5" });
}

function payloadOf(
  { source, headers }: InspectedRpm,
  { memory }: PrepareOptions,
): AsyncIterable<Uint8Array> {
  return source.open({ start: headers.payloadOffset }, { memory });
}
