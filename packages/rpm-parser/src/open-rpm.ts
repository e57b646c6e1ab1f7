import { ByteStream, type RpmSource } from "./byte-stream.js";
import { concatBytes } from "./bytes.js";
import { RpmError } from "./error.js";
import type { RpmHeader } from "./header.js";
import { checkIntro, INTRO_BYTES, type IntroLimits } from "./header-intro.js";
import { type Lead, LEAD_BYTES, parseLead } from "./lead.js";
import { limitsFor, type RpmLimits, type RpmProfile } from "./limits.js";
import { parseHeader } from "./parse-header.js";
import { checkSignatureTags } from "./signature-tags.js";
import type { HeaderKind } from "./tags.js";

/** How to read a package. */
export interface OpenRpmOptions {
  /** Overrides single limits. */
  readonly limits?: Partial<RpmLimits> | undefined;
  /** What to call the package in error locations. */
  readonly name?: string | undefined;
  /** Whose rules apply, default `newest`. */
  readonly profile?: RpmProfile | undefined;
}

/** Everything in front of the payload (spec section 1). */
export interface RpmHeaders {
  readonly lead: Lead;
  /** The lead as stored. */
  readonly leadBytes: Uint8Array;
  readonly signature: RpmHeader;
  /** Bytes between the signature header and the main header, 0 to 7; rpm ignores their values. */
  readonly signaturePaddingBytes: number;
  readonly main: RpmHeader;
  /** Offset of the main header in the package. */
  readonly mainHeaderOffset: number;
  /** Offset of the payload in the package. */
  readonly payloadOffset: number;
}

/** A package whose headers are read and whose payload is waiting. */
export interface OpenRpm {
  readonly headers: RpmHeaders;
  /** The rest of the source; can be read once. */
  readonly payload: AsyncIterable<Uint8Array>;
  /** Frees the source when the payload is not wanted. */
  close(): Promise<void>;
}

/**
 * Reads lead, signature header and main header, checking everything that can be checked without
 * understanding the package (spec sections 13 and 14). Memory is bounded by the bytes that arrive.
 *
 * @throws RpmError RPM_TRUNCATED, RPM_LEAD_*, RPM_HEADER_*, RPM_INDEX_*, RPM_DATA_LIMIT, RPM_REGION_*,
 * RPM_ENTRY_*, RPM_TAG_TYPE, RPM_DIGEST_FORM; errors of the source pass through. The source is closed then.
 */
export async function openRpm(
  source: RpmSource,
  options: OpenRpmOptions = {},
): Promise<OpenRpm> {
  const stream = new ByteStream(source);
  try {
    const headers = await new HeadersReader(stream, options).read();
    const close = async (): Promise<void> => {
      await stream.return();
    };
    return { headers, payload: stream, close };
  } catch (error) {
    // Closing is best effort: the first error is the one that explains.
    await stream.return().catch(() => undefined);
    throw error;
  }
}

/** {@link openRpm} for callers that do not want the payload: closes the source behind the main header. */
export async function readRpmHeaders(
  source: RpmSource,
  options: OpenRpmOptions = {},
): Promise<RpmHeaders> {
  const opened = await openRpm(source, options);
  await opened.close();
  return opened.headers;
}

class HeadersReader {
  readonly #stream: ByteStream;
  readonly #file: string | undefined;
  readonly #profile: RpmProfile;
  readonly #limits: RpmLimits;

  constructor(stream: ByteStream, options: OpenRpmOptions) {
    this.#stream = stream;
    this.#file = options.name;
    this.#profile = options.profile ?? "newest";
    this.#limits = limitsFor(this.#profile, options.limits);
  }

  async read(): Promise<RpmHeaders> {
    // A copy, so that keeping the headers does not keep a whole chunk of the file alive.
    const leadBytes = (await this.#exactly(LEAD_BYTES, "lead")).slice();
    const lead = parseLead(leadBytes, this.#file);
    const signature = await this.#header("signature", {
      maxEntries: this.#limits.maxSignatureEntries,
      maxDataBytes: this.#limits.maxSignatureDataBytes,
      maxTotalBytes: this.#limits.maxHeaderBytes,
    });
    checkSignatureTags(signature);
    const signaturePaddingBytes = paddingAfter(signature.sizeBytes);
    await this.#exactly(signaturePaddingBytes, "signature header padding");
    const mainHeaderOffset = this.#stream.offset;
    const main = await this.#header("main", {
      maxEntries: this.#limits.maxMainEntries,
      maxDataBytes: this.#limits.maxMainDataBytes,
      maxTotalBytes: this.#limits.maxHeaderBytes - signature.sizeBytes,
    });
    const payloadOffset = this.#stream.offset;
    return {
      lead,
      leadBytes,
      signature,
      signaturePaddingBytes,
      main,
      mainHeaderOffset,
      payloadOffset,
    };
  }

  async #header(kind: HeaderKind, limits: IntroLimits): Promise<RpmHeader> {
    const location = { file: this.#file, offset: this.#stream.offset };
    const intro = await this.#exactly(INTRO_BYTES, `${kind} header`);
    const restBytes = checkIntro(intro, kind, limits, location);
    const rest = await this.#exactly(restBytes, `${kind} header`);
    return parseHeader({
      kind,
      ...location,
      bytes: concatBytes([intro, rest]),
      strictRegion: this.#profile === "rpm-4.14.0",
    });
  }

  async #exactly(count: number, part: string): Promise<Uint8Array> {
    const bytes = await this.#stream.read(count);
    if (bytes.length !== count)
      throw new RpmError(
        "RPM_TRUNCATED",
        `${part}: expected ${count} bytes, got ${bytes.length}`,
        { location: { file: this.#file, offset: this.#stream.offset } },
      );
    return bytes;
  }
}

/** Bytes that fill a signature header up to a multiple of 8. */
export function paddingAfter(sizeBytes: number): number {
  return (8 - (sizeBytes % 8)) % 8;
}
