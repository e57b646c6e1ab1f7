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

/** A piece of the package that is looked at next. */
export interface PieceWanted {
  /** Offset in the package: where the last piece ended, or where it started when more of it is wanted. */
  readonly position: number;
  readonly length: number;
}

/** Asks for one piece after the other and gets it, or less at the end of the package, until it has a `T`. */
export type PieceByPiece<T> = Generator<PieceWanted, T, Uint8Array>;

/**
 * Goes through lead, signature header and main header, wherever the bytes come from. The headers are views into the
 * pieces.
 *
 * @throws RpmError as {@link openRpm} does
 */
export function walkHeaders(options: OpenRpmOptions): PieceByPiece<RpmHeaders> {
  return new HeadersWalk(options).all();
}

class HeadersWalk {
  readonly #file: string | undefined;
  readonly #profile: RpmProfile;
  readonly #limits: RpmLimits;
  #position = 0;

  constructor(options: OpenRpmOptions) {
    this.#file = options.name;
    this.#profile = options.profile ?? "newest";
    this.#limits = limitsFor(this.#profile, options.limits);
  }

  *all(): PieceByPiece<RpmHeaders> {
    // A copy, so that keeping the headers does not keep a whole chunk of the file alive.
    const leadBytes = new Uint8Array(yield* this.#take(LEAD_BYTES, "lead"));
    const lead = parseLead(leadBytes, this.#file);
    const signature = yield* this.#header("signature", {
      maxEntries: this.#limits.maxSignatureEntries,
      maxDataBytes: this.#limits.maxSignatureDataBytes,
      maxTotalBytes: this.#limits.maxHeaderBytes,
    });
    checkSignatureTags(signature);
    const signaturePaddingBytes = paddingAfter(signature.sizeBytes);
    yield* this.#take(signaturePaddingBytes, "signature header padding");
    const mainHeaderOffset = this.#position;
    const main = yield* this.#header("main", {
      maxEntries: this.#limits.maxMainEntries,
      maxDataBytes: this.#limits.maxMainDataBytes,
      maxTotalBytes: this.#limits.maxHeaderBytes - signature.sizeBytes,
    });
    const payloadOffset = this.#position;
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

  *#header(kind: HeaderKind, limits: IntroLimits): PieceByPiece<RpmHeader> {
    const location = { file: this.#file, offset: this.#position };
    const part = `${kind} header`;
    const intro = yield* this.#piece(INTRO_BYTES, part);
    const restBytes = checkIntro(intro, kind, limits, location);
    const bytes = yield* this.#take(INTRO_BYTES + restBytes, part);
    return parseHeader({
      kind,
      ...location,
      bytes,
      strictRegion: this.#profile === "rpm-4.14.0",
    });
  }

  /** The next piece, and on to behind it. */
  *#take(length: number, part: string): PieceByPiece<Uint8Array> {
    const bytes = yield* this.#piece(length, part);
    this.#position += length;
    return bytes;
  }

  *#piece(length: number, part: string): PieceByPiece<Uint8Array> {
    const position = this.#position;
    const bytes = yield { position, length };
    if (bytes.length !== length)
      throw new RpmError(
        "RPM_TRUNCATED",
        `${part}: expected ${length} bytes, got ${bytes.length}`,
        { location: { file: this.#file, offset: position + bytes.length } },
      );
    return bytes;
  }
}

/** Bytes that fill a signature header up to a multiple of 8. */
export function paddingAfter(sizeBytes: number): number {
  return (8 - (sizeBytes % 8)) % 8;
}
