import { describe, expect, it } from "@jest/globals";
import { changed, decode, findingsOf } from "./support.js";

describe("decodeMetadata what it reports", () => {
  it.each([
    [
      "a byte order mark",
      "<?xml",
      "\ufeff<?xml",
      "warning META_BYTE_ORDER_MARK",
    ],
    [
      "an unknown element",
      "<warnings/>",
      "<warnings/><priority>1</priority>",
      "info META_UNKNOWN_ELEMENT",
    ],
    [
      "an unknown entry",
      "</contents>",
      "<deb>x</deb></contents>",
      "info META_UNKNOWN_ELEMENT",
    ],
    [
      "an element with a name of Object.prototype",
      "<warnings/>",
      "<warnings/><toString/>",
      "info META_UNKNOWN_ELEMENT",
    ],
    [
      "an element twice",
      "<warnings/>",
      "<warnings/><warnings>x</warnings>",
      "error META_DUPLICATE_ELEMENT",
    ],
    [
      "two lists",
      "<requires/>",
      "<requires/><requires><req_patch_id>B</req_patch_id></requires>",
      "error META_DUPLICATE_ELEMENT",
    ],
    [
      "two personalities of a type",
      "<contents>",
      '<personality type="controller"/><contents>',
      "error META_DUPLICATE_PERSONALITY",
    ],
    [
      "an attribute",
      "<status>",
      '<status lang="en">',
      "warning META_UNEXPECTED_ATTRIBUTE",
    ],
    [
      "text between elements",
      "<warnings/>",
      "<warnings/>x",
      "warning META_UNEXPECTED_TEXT",
    ],
    [
      "an element inside of a text",
      "<status>DEV",
      "<status>DEV<b>x</b>",
      "error META_NESTED_ELEMENT",
    ],
    [
      "an odd reboot flag",
      "<reboot_required>N",
      "<reboot_required>n",
      "warning META_FLAG_VALUE",
    ],
    [
      "an odd unremovable flag",
      "<unremovable/>",
      "<unremovable>yes</unremovable>",
      "warning META_FLAG_VALUE",
    ],
    ["no id", "<id>PATCH_0001</id>", "", "error META_ID_MISSING"],
    ["an empty id", "<id>PATCH_0001</id>", "<id/>", "error META_ID_MISSING"],
    [
      "an unsafe id",
      "<id>PATCH_0001</id>",
      "<id>../etc/x</id>",
      "error ID_INVALID",
    ],
    [
      "an id with white space around",
      "<id>PATCH_0001</id>",
      "<id> PATCH_0001</id>",
      "error ID_INVALID",
    ],
    [
      "no release",
      "<sw_version>20.06</sw_version>",
      "",
      "error META_SW_VERSION_MISSING",
    ],
    [
      "a release with a path",
      "20.06",
      "../20.06",
      "error META_SW_VERSION_UNSAFE",
    ],
    [
      "a personality without type",
      ' type="controller"',
      "",
      "error META_PERSONALITY_TYPE_MISSING",
    ],
    [
      "an unknown personality",
      '"controller"',
      '"gpu"',
      "error META_PERSONALITY_UNKNOWN",
    ],
    [
      "a retired personality",
      '"controller"',
      '"compute"',
      "warning META_PERSONALITY_RETIRED",
    ],
    [
      "an RPM twice",
      "</contents>",
      "<rpm>foo-1.0-1.noarch.rpm</rpm></contents>",
      "warning META_DUPLICATE_ENTRY",
    ],
    [
      "no RPM",
      "<rpm>foo-1.0-1.noarch.rpm</rpm>",
      "",
      "error META_CONTENTS_MISSING",
    ],
    [
      "a file that is no RPM",
      "foo-1.0-1.noarch.rpm",
      "foo.rpm",
      "error META_RPM_NAME",
    ],
    [
      "a path to an RPM",
      "foo-1.0-1.noarch.rpm",
      "../foo-1.0-1.noarch.rpm",
      "error META_RPM_NAME",
    ],
    [
      "a name of a megabyte",
      "foo-1.0",
      `${"-".repeat(1_000_000)}1.0`,
      "error META_RPM_NAME",
    ],
    [
      "an entry without text",
      "</contents>",
      "<rpm/></contents>",
      "error META_EMPTY_ENTRY",
    ],
    [
      "a patch that requires itself",
      "<requires/>",
      "<requires><req_patch_id>PATCH_0001</req_patch_id></requires>",
      "error META_REQUIRES_SELF",
    ],
    [
      "an unsafe requirement",
      "<requires/>",
      "<requires><req_patch_id>a b</req_patch_id></requires>",
      "error ID_INVALID",
    ],
    [
      "an unknown semantic action",
      "<semantics/>",
      "<semantics><action>post-apply</action></semantics>",
      "warning META_SEMANTIC_UNKNOWN",
    ],
  ])("%s", (_name, from, to, finding) => {
    expect(findingsOf(changed(from, to))).toEqual([finding]);
  });

  it("lets the first element count, as a target does", () => {
    const { metadata } = decode(
      changed(
        "<status>DEV</status>",
        "<status>DEV</status><status>REL</status>",
      ),
    );
    expect(metadata.status).toBe("DEV");
  });

  it.each([
    ["<reboot_required/>", undefined],
    ["", undefined],
    ["<reboot_required>Y</reboot_required>", true],
    ["<reboot_required>no</reboot_required>", true],
    ["<reboot_required>N</reboot_required>", false],
  ])("reads %j as a target does", (xml, expected) => {
    expect(
      decode(changed("<reboot_required>N</reboot_required>", xml)).metadata
        .rebootRequired,
    ).toBe(expected);
  });

  it("bounds each kind, so that noise does not hide an error", () => {
    const { findings } = decode(
      changed("<id>PATCH_0001</id>", "<x/>".repeat(50_000)),
    );
    expect(findings.map(({ code }) => code)).toEqual([
      ...Array<string>(20).fill("META_UNKNOWN_ELEMENT"),
      "META_MORE_FINDINGS",
      "META_ID_MISSING",
    ]);
  });
});
