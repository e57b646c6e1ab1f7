import { headerBytesOf } from "./encode-header.js";
import type { HeaderEntry } from "./entry-index.js";
import type { RpmHeader } from "./header.js";
import { makeEntry } from "./make-entry.js";
import type { RpmHeaders } from "./walk-headers.js";
import type { RewriteDraft } from "./rewrite-draft.js";
import {
  draftMainLayout,
  hasMainSignatures,
  type SignatureArray,
  type WriterInput,
} from "./rewrite-main-layout.js";
import { MAIN, SIG } from "./tags.js";

/** What rpmbuild reserves in a new package: 4096 bytes for OpenPGP signatures and its fixed 32. */
const STANDARD_RESERVE_BYTES = 4096 + 32;

/**
 * Signature-header layout (spec section 9): 274 and 275 replaced, the main header untouched. File
 * signatures of the other layout are removed first, since no rpm reads a package with both; only then
 * the main header changes.
 *
 * @param signatures - undefined removes them
 */
export async function draftSignatureLayout(
  headers: RpmHeaders,
  signatures: SignatureArray | undefined,
  input: WriterInput,
): Promise<RewriteDraft> {
  const base: RewriteDraft = hasMainSignatures(headers.main)
    ? await draftMainLayout(headers, undefined, input)
    : {
        leadBytes: headers.leadBytes,
        mainHeader: headers.main.bytes,
        signatureEntries: headers.signature.regionEntries,
        needsPayloadMd5: false,
      };
  const added = signatureEntries(headers.main, signatures);
  return {
    ...base,
    signatureEntries: replaceSignatures(base.signatureEntries, added),
  };
}

function signatureEntries(
  main: RpmHeader,
  signatures: SignatureArray | undefined,
): HeaderEntry[] {
  if (signatures === undefined || !main.has(MAIN.baseNames)) return [];
  const { count, data, longestBytes } = signatures;
  const array = makeEntry.stringArray(SIG.fileSignatures, count, data);
  return longestBytes === 0
    ? [array]
    : [array, makeEntry.int32(SIG.fileSignatureLength, longestBytes)];
}

function replaceSignatures(
  old: readonly HeaderEntry[],
  added: readonly HeaderEntry[],
): HeaderEntry[] {
  const kept = old.filter(
    ({ tag }) => tag !== SIG.fileSignatures && tag !== SIG.fileSignatureLength,
  );
  const entries = [...kept, ...added];
  const grown = headerBytesOf(entries) - headerBytesOf(old);
  return entries.map((entry) =>
    entry.tag === SIG.reservedSpace ? resizeReserve(entry, grown) : entry,
  );
}

/**
 * Takes what was added from the reserve, so that the main header stays where it is. When signatures go
 * away, the reserve is only given back if that restores what rpmbuild wrote: removing then undoes
 * signing byte for byte, which rpm 4.15 to 4.18.0 do not manage (spec section 10).
 */
function resizeReserve(reserve: HeaderEntry, grown: number): HeaderEntry {
  const { length } = reserve.data;
  const fits = grown > 0 && grown < length;
  const restores = grown < 0 && length - grown === STANDARD_RESERVE_BYTES;
  return fits || restores
    ? makeEntry.bin(reserve.tag, new Uint8Array(length - grown))
    : reserve;
}
