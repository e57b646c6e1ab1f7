import { decodeUtf8, isZero } from "./tar-fields.js";
import type { HeaderDeviate } from "./tar-header.js";
import { NAME_BYTES } from "./tar-layout.js";
import { readPaxRecords } from "./tar-pax.js";

/** What extended headers say about the member behind them. */
export interface TarExtension {
  readonly name?: string;
  readonly linkName?: string;
  readonly sizeBytes?: number;
}

const PAX = "x";
const PAX_GLOBAL = "g";
const GNU_LONG_NAME = "L";
const GNU_LONG_LINK = "K";

/** True for headers that describe the next member instead of being one. */
export function isExtension(typeFlag: string): boolean {
  return [PAX, PAX_GLOBAL, GNU_LONG_NAME, GNU_LONG_LINK].includes(typeFlag);
}

/** Adds what one extended header says to what earlier ones for the same member said. */
export function readExtension(
  typeFlag: string,
  content: Uint8Array,
  earlier: TarExtension | undefined,
  deviate: HeaderDeviate,
): TarExtension {
  const added = readOne(typeFlag, content, deviate);
  for (const field of ["name", "linkName", "sizeBytes"] as const)
    if (earlier?.[field] !== undefined && added[field] !== undefined)
      deviate(
        "TAR_META_DANGLING",
        "two extended headers replace the same field of one member",
      );
  return { ...earlier, ...added };
}

function readOne(
  typeFlag: string,
  content: Uint8Array,
  deviate: HeaderDeviate,
): TarExtension {
  if (typeFlag === PAX_GLOBAL) {
    deviate("TAR_PAX_GLOBAL", "global pax header");
    return {};
  }
  if (typeFlag === PAX) {
    const { path, linkPath, sizeBytes } = readPaxRecords(content, deviate);
    return {
      ...(path === undefined ? {} : { name: path }),
      ...(linkPath === undefined ? {} : { linkName: linkPath }),
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
    };
  }
  const isName = typeFlag === GNU_LONG_NAME;
  const text = readLongText(content, isName, deviate);
  if (text === undefined) return {};
  return isName ? { name: text } : { linkName: text };
}

/** A name of more than 100 bytes, as GNU tar and old Pythons write it: ended by one NUL. */
function readLongText(
  content: Uint8Array,
  isName: boolean,
  deviate: HeaderDeviate,
): string | undefined {
  const code = isName ? "TAR_GNU_LONG_NAME" : "TAR_GNU_LONG_LINK";
  const nul = content.indexOf(0);
  const end = nul < 0 ? content.length : nul;
  const text = decodeUtf8(content.subarray(0, end));
  if (text === undefined)
    deviate("TAR_NAME_ENCODING", "GNU long header is not UTF-8");
  if (!isZero(content.subarray(end)))
    deviate(code, "bytes follow the end of a GNU long header");
  if (end <= NAME_BYTES)
    deviate(code, "GNU long header replaces a field that could hold the value");
  else
    deviate(code, "name in a GNU long header, as old tools write it", "info");
  return text;
}
