import { hexStrings } from "./bytes.js";
import { RpmError } from "./error.js";
import { fileCountOf } from "./file-names.js";
import type { RpmHashFactory } from "./hash.js";
import type { RpmHeader } from "./header.js";
import type { RpmHeaders } from "./walk-headers.js";
import { finishDraft, type RewrittenRpm } from "./rewrite-draft.js";
import {
  draftMainLayout,
  hasMainSignatures,
  type SignatureArray,
} from "./rewrite-main-layout.js";
import { draftSignatureLayout } from "./rewrite-signature-layout.js";
import { MAIN } from "./tags.js";

/** Where file signatures go: `header` for rpm 4.13 and 4.14 (and later), `signature` for 4.15 and later. */
export type ImaLayout = "header" | "signature";

/** How to write file signatures. */
export interface RewriteOptions {
  readonly layout: ImaLayout;
  /** Bytes of one `security.ima` value; stored as such in the main-header layout. */
  readonly signatureLength: number;
  /** Bytes of the payload, which stays as it is. */
  readonly payloadSizeBytes: number;
  /** Must have SHA-1 and SHA-256. */
  readonly hash: RpmHashFactory;
}

/**
 * Puts file signatures into a package, or removes them. Those that are there, in either layout or both,
 * are replaced: signing twice gives the same bytes. Check the package's digests before, since the new
 * ones are computed from what is there.
 *
 * @param signatures - `security.ima` values, one per file in header order, undefined where the file has
 * no digest; undefined as a whole removes all file signatures
 * @throws RpmError RPM_REWRITE_V3, RPM_REWRITE_V6, RPM_REWRITE_OLD_NAMES, RPM_REWRITE_SIGNATURES,
 * RPM_HASH_UNAVAILABLE
 */
export async function rewriteFileSignatures(
  headers: RpmHeaders,
  signatures: readonly (Uint8Array | undefined)[] | undefined,
  options: RewriteOptions,
): Promise<RewrittenRpm> {
  checkFormat(headers.main, options.layout);
  const array = signatures && signatureArray(headers.main, signatures, options);
  const draft =
    options.layout === "header"
      ? await draftMainLayout(headers, array, options)
      : await draftSignatureLayout(headers, array, options);
  return finishDraft(draft);
}

function checkFormat(main: RpmHeader, layout: ImaLayout): void {
  if (main.regionTag === undefined)
    throw new RpmError("RPM_REWRITE_V3", "main header: no region", {
      location: { ...main.locate(MAIN.name), offset: main.offset },
    });
  const format = main.number(MAIN.rpmFormat) ?? 4;
  const changesMain = layout === "header" || hasMainSignatures(main);
  if (format !== 4 && changesMain)
    throw main.error(
      "RPM_REWRITE_V6",
      MAIN.rpmFormat,
      `4 expected, got ${format}`,
    );
}

function signatureArray(
  main: RpmHeader,
  signatures: readonly (Uint8Array | undefined)[],
  options: RewriteOptions,
): SignatureArray {
  const fileCount = fileCountOf(main);
  if (signatures.length !== fileCount)
    throw new RpmError(
      "RPM_REWRITE_SIGNATURES",
      `${fileCount} signatures expected, got ${signatures.length}`,
    );
  const digests = main.strings(MAIN.fileDigests) ?? [];
  signatures.forEach((signature, i) => {
    if (signature !== undefined)
      checkSignature(signature, i, digests[i] ?? "", options);
  });
  if (options.layout === "signature") refuseOldNames(main, signatures);
  return {
    count: signatures.length,
    data: hexStrings(signatures),
    longestBytes: signatures.reduce(
      (longest, signature) => Math.max(longest, signature?.length ?? 0),
      0,
    ),
    lengthBytes: options.signatureLength,
  };
}

/** One length is stored for all, and rpm up to 4.17.0 believes it: shorter or longer ones get lost. */
function checkSignature(
  signature: Uint8Array,
  index: number,
  digest: string,
  { layout, signatureLength }: RewriteOptions,
): void {
  const lengthFits =
    layout === "signature" || signature.length === signatureLength;
  if (signature.length === 0 || !lengthFits)
    throw new RpmError(
      "RPM_REWRITE_SIGNATURES",
      `signature ${index}: ${signatureLength} bytes expected, got ${signature.length}`,
    );
  if (digest === "")
    throw new RpmError(
      "RPM_REWRITE_SIGNATURES",
      `signature ${index}: the file has no digest`,
    );
}

/** rpm 4.15 and later write nothing for such packages, without a word; we refuse instead. */
function refuseOldNames(
  main: RpmHeader,
  signatures: readonly (Uint8Array | undefined)[],
): void {
  const hasAny = signatures.some((signature) => signature !== undefined);
  if (hasAny && !main.has(MAIN.baseNames))
    throw main.error(
      "RPM_REWRITE_OLD_NAMES",
      MAIN.oldFileNames,
      "cannot hold file signatures in the signature header",
    );
}
