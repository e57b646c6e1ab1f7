import { describe, expect, it } from "@jest/globals";
import { decodeMetadata, FormatError } from "../src/index.js";

/** Characters of one, two, three and four bytes in front of everything. */
const SUMMARY = "<summary>a\u00e9\u20ac\u{1f600} &amp; &#233;</summary>";

function documentWith(content: string): Uint8Array {
  return new TextEncoder().encode(
    `<?xml version="1.0"?>\n<patch>${SUMMARY}<id>P_1</id><sw_version>1</sw_version><status>DEV</status>${content}</patch>`,
  );
}

const CONTENTS = "<contents><rpm>a-1-1.noarch.rpm</rpm></contents>";

/** What a finding's offset points at. */
function placesIn(bytes: Uint8Array): string[] {
  return decodeMetadata(bytes).findings.map(({ code, offset }) => {
    const at = Buffer.from(bytes).subarray(offset, (offset ?? 0) + 12);
    return offset === undefined
      ? `${code} nowhere`
      : `${code} ${at.toString()}`;
  });
}

function offsetOfRefusal(bytes: Uint8Array): number | undefined {
  try {
    decodeMetadata(bytes);
  } catch (error) {
    return error instanceof FormatError ? error.location.offset : undefined;
  }
  return undefined;
}

describe("what a finding is about is found at its offset", () => {
  it.each([
    ["an unknown element", "<other/>", "META_UNKNOWN_ELEMENT <other/><con"],
    [
      "an element that comes again",
      "<id>P_2</id>",
      "META_DUPLICATE_ELEMENT <id>P_2</id>",
    ],
    [
      "an attribute",
      "<warnings\n  late='1'/>",
      "META_UNEXPECTED_ATTRIBUTE late='1'/><c",
    ],
    [
      "a personality",
      "<personality type='mars'/>",
      "META_PERSONALITY_UNKNOWN <personality",
    ],
    [
      "a package that comes again",
      "<personality type='worker'><package>a</package><package >a</package></personality>",
      "META_DUPLICATE_ENTRY <package >a<",
    ],
    [
      "a required patch",
      "<requires><req_patch_id>x</req_patch_id><req_patch_id >P_1</req_patch_id></requires>",
      "META_REQUIRES_SELF <req_patch_i",
    ],
    [
      "a flag",
      "<unremovable>perhaps</unremovable>",
      "META_FLAG_VALUE <unremovable",
    ],
  ])("%s", (_, xml, place) => {
    expect(placesIn(documentWith(xml + CONTENTS))).toEqual([place]);
  });

  it("a name in a list, whatever stands in front of it", () => {
    const xml = `<contents><rpm>a-1-1.noarch.rpm</rpm><rpm>b</rpm></contents>`;
    const [place] = placesIn(documentWith(xml));
    expect(place).toBe("META_RPM_NAME <rpm>b</rpm>");
  });

  it("what is missing is missing in the root element", () => {
    expect(placesIn(documentWith(""))).toEqual([
      "META_CONTENTS_MISSING <patch><summ",
    ]);
  });

  it.each([
    ["a byte that starts nothing", [0xff]],
    ["half a character", [0xc3]],
    ["most of U+FFFD, with which decoders replace what is wrong", [0xef, 0xbf]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
  ])("bytes that are no UTF-8: %s", (_, bad) => {
    const [before, after] = [documentWith("<warnings>"), Buffer.from("</x>")];
    const front = before.subarray(0, before.length - "</patch>".length);
    const bytes = Buffer.concat([front, Buffer.from(bad), after]);
    expect(offsetOfRefusal(bytes)).toBe(front.length);
  });

  it("counts a byte order mark", () => {
    const marked = Buffer.concat([
      Buffer.from("\ufeff"),
      documentWith(`<other/>${CONTENTS}`),
    ]);
    expect(placesIn(marked)).toEqual([
      "META_BYTE_ORDER_MARK \ufeff<?xml ver",
      "META_UNKNOWN_ELEMENT <other/><con",
    ]);
  });
});
