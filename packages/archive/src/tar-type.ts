import type { HeaderDeviate } from "./tar-header.js";

/** What a member is, as far as a reader of patches cares. */
export type TarMemberType =
  "file" | "directory" | "link" | "symlink" | "device" | "fifo" | "other";

const PLAIN_TYPES: Readonly<Record<string, TarMemberType>> = {
  "0": "file",
  "1": "link",
  "2": "symlink",
  "3": "device",
  "4": "device",
  "5": "directory",
  "6": "fifo",
};

/** Regular files under other flags: the form before ustar, and "contiguous" ones. */
const ODD_FILE_TYPES = ["\0", "7"];
const GNU_MULTI_VOLUME = "M";

/** Interprets a type flag; flags that current tools do not write for plain members are reported. */
export function toMemberType(
  typeFlag: string,
  deviate: HeaderDeviate,
): TarMemberType {
  const type = PLAIN_TYPES[typeFlag];
  if (type !== undefined) return type;
  if (typeFlag === GNU_MULTI_VOLUME) {
    deviate("TAR_MULTI_VOLUME", "a part of a file from another volume");
    return "other";
  }
  const code = typeFlag.charCodeAt(0).toString(16).padStart(2, "0");
  deviate("TAR_TYPE_UNKNOWN", `type flag 0x${code} is not expected`);
  return ODD_FILE_TYPES.includes(typeFlag) ? "file" : "other";
}

/** Whether content follows the header, by the rule of the target's reader. */
export function hasContent(type: TarMemberType): boolean {
  return type === "file" || type === "other";
}
