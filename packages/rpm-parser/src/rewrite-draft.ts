import { concatBytes } from "./bytes.js";
import { encodeHeader } from "./encode-header.js";
import { RpmError } from "./error.js";
import type { HeaderEntry } from "./entry-index.js";
import { checkIntro } from "./header-intro.js";
import { DEFAULT_RPM_LIMITS } from "./limits.js";
import { makeEntry } from "./make-entry.js";
import { paddingAfter } from "./walk-headers.js";
import { REGION, SIG } from "./tags.js";

/** Everything in front of the payload, before it is serialised; an MD5 still missing is 16 zero bytes. */
export interface RewriteDraft {
  readonly leadBytes: Uint8Array;
  readonly signatureEntries: readonly HeaderEntry[];
  /** The new main header, complete. */
  readonly mainHeader: Uint8Array;
  readonly needsPayloadMd5: boolean;
}

/** The new bytes in front of an unchanged payload. */
export interface RewrittenRpm {
  /** The new main header; the old one's bytes when it did not change. */
  readonly mainHeader: Uint8Array;
  /** Length of {@link prefix}'s result, known before the MD5 is. */
  readonly prefixSizeBytes: number;
  /** True when the main header changed: {@link prefix} then needs the MD5 of main header and payload. */
  readonly needsPayloadMd5: boolean;
  /**
   * Lead, signature header, padding and main header. Write them to a new file, the payload behind them,
   * and nothing behind that.
   *
   * @param md5 - 16 bytes over `mainHeader` and payload; ignored when not needed
   * @throws RpmError RPM_REWRITE_MD5 when it is needed and missing
   */
  prefix(md5?: Uint8Array): Uint8Array;
}

const MD5_BYTES = 16;

/** Stands in for the MD5 until the payload was hashed. */
export const PENDING_MD5: HeaderEntry = makeEntry.bin(
  SIG.md5,
  new Uint8Array(MD5_BYTES),
);

/** What the newest rpm reads; what is longer cannot be written either. */
const READABLE = {
  signature: {
    maxEntries: DEFAULT_RPM_LIMITS.maxSignatureEntries,
    maxDataBytes: DEFAULT_RPM_LIMITS.maxSignatureDataBytes,
  },
  main: {
    maxEntries: DEFAULT_RPM_LIMITS.maxMainEntries,
    maxDataBytes: DEFAULT_RPM_LIMITS.maxMainDataBytes,
  },
} as const;

/**
 * Makes a draft writable.
 *
 * @throws RpmError RPM_INDEX_LIMIT, RPM_DATA_LIMIT, RPM_HEADER_LIMIT when no rpm could read the new headers
 */
export function finishDraft(draft: RewriteDraft): RewrittenRpm {
  const { leadBytes, mainHeader, needsPayloadMd5 } = draft;
  const signature = encodeHeader(draft.signatureEntries, REGION.signature);
  const mainOffset =
    leadBytes.length + signature.length + paddingAfter(signature.length);
  checkReadable(signature, "signature", leadBytes.length, 0);
  checkReadable(mainHeader, "main", mainOffset, signature.length);
  return {
    mainHeader,
    needsPayloadMd5,
    prefixSizeBytes: mainOffset + mainHeader.length,
    prefix: (md5) =>
      joined(
        draft,
        needsPayloadMd5
          ? encodeHeader(withMd5(draft.signatureEntries, md5), REGION.signature)
          : signature,
      ),
  };
}

function checkReadable(
  header: Uint8Array,
  kind: "signature" | "main",
  offset: number,
  bytesBefore: number,
): void {
  const maxTotalBytes = DEFAULT_RPM_LIMITS.maxHeaderBytes - bytesBefore;
  const limits = { ...READABLE[kind], maxTotalBytes };
  checkIntro(header, kind, limits, { file: undefined, offset });
}

function joined(
  { leadBytes, mainHeader }: RewriteDraft,
  signature: Uint8Array,
): Uint8Array {
  return concatBytes([
    leadBytes,
    signature,
    new Uint8Array(paddingAfter(signature.length)),
    mainHeader,
  ]);
}

function withMd5(
  entries: readonly HeaderEntry[],
  md5: Uint8Array | undefined,
): HeaderEntry[] {
  if (md5?.length !== MD5_BYTES)
    throw new RpmError(
      "RPM_REWRITE_MD5",
      `expected ${MD5_BYTES} bytes of md5, got ${md5?.length ?? 0}`,
    );
  return entries.map((entry) =>
    entry === PENDING_MD5 ? makeEntry.bin(SIG.md5, md5) : entry,
  );
}
