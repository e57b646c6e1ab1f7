import { describe, expect, it } from "@jest/globals";
import { decodeMetadata } from "../../src/index.js";
import { METADATA_VECTORS } from "../metadata-vectors.js";
import { changed, decode, findingsOf } from "./support.js";

describe("decodeMetadata", () => {
  it.each(METADATA_VECTORS)(
    "reads what a target reads: $name",
    ({ name, xml, expected }) => {
      const { metadata, findings } = decodeMetadata(xml);
      expect(metadata).toEqual(expected);
      expect(findings.map(({ code }) => code)).toEqual(
        name === "requires-duplicates" ? ["META_DUPLICATE_ENTRY"] : [],
      );
    },
  );

  it("keeps text as text: no numbers, no trimming", () => {
    const { metadata } = decode(
      changed("<summary/>", "<summary> 001 </summary>").replace(
        "20.06",
        "20.10",
      ),
    );
    expect(metadata.swVersion).toBe("20.10");
    expect(metadata.summary).toBe(" 001 ");
  });

  it("reads line ends and references as XML has them", () => {
    const { metadata } = decode(
      changed(
        "<summary/>",
        "<summary>a\r\nb\rc&#13;&#x9;&amp;lt;&apos;</summary>",
      ),
    );
    expect(metadata.summary).toBe("a\nb\nc\r\t&lt;'");
  });

  it("reads documents without declaration, with encoding and with other white space", () => {
    for (const declaration of [
      "",
      "<?xml version='1.0' encoding='utf-8' standalone=\"yes\"?>\r\n\r\n",
    ])
      expect(
        findingsOf(
          changed('<?xml version="1.0" ?>\n', declaration).replace(
            "<patch>",
            "<patch\n >",
          ),
        ),
      ).toEqual([]);
  });
});
