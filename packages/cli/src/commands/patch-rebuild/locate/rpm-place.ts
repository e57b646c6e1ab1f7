import {
  tagText,
  type RpmHeader,
  type RpmHeaders,
} from "@stx-patch/rpm-parser";

/** Where in an RPM a byte stands. */
export interface RpmPlace {
  readonly part:
    | "lead"
    | "signature header"
    | "padding of the signature header"
    | "main header"
    | "payload";
  /** As `tag 5090 (FILESIGNATURES)`, when it belongs to one. */
  readonly tag?: string;
}

/** Bytes in front of a header's index, and of one index entry (spec rpm-and-ima section 2). */
const INTRO_BYTES = 16;
const ENTRY_BYTES = 16;

/** @param offset - from the beginning of the RPM */
export function rpmPlaceOf(headers: RpmHeaders, offset: number): RpmPlace {
  const { signature, main, mainHeaderOffset, payloadOffset } = headers;
  if (offset < signature.offset) return { part: "lead" };
  if (offset < signature.offset + signature.sizeBytes)
    return { part: "signature header", ...tagAt(signature, offset) };
  if (offset < mainHeaderOffset)
    return { part: "padding of the signature header" };
  return offset < payloadOffset
    ? { part: "main header", ...tagAt(main, offset) }
    : { part: "payload" };
}

function tagAt(header: RpmHeader, offset: number): { readonly tag?: string } {
  const { bytes, kind } = header;
  const at = offset - header.offset;
  if (at < INTRO_BYTES) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const indexEnd = INTRO_BYTES + view.getUint32(8) * ENTRY_BYTES;
  if (at < indexEnd) {
    const entry = at - ((at - INTRO_BYTES) % ENTRY_BYTES);
    return { tag: tagText(kind, view.getUint32(entry)) };
  }
  const holder = header.entries.find(({ data }) => {
    const start = data.byteOffset - bytes.byteOffset;
    return start <= at && at < start + data.length;
  });
  return holder === undefined ? {} : { tag: tagText(kind, holder.tag) };
}
