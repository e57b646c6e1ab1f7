import { describe, expect, it } from "@jest/globals";
import {
  decodeMetadata,
  encodeMetadata,
  type PatchMetadata,
} from "@stx-patch/patch-format";
import { sampleMetadata } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import {
  assertFaithful,
  changeMetadata,
  changeProblems,
  fieldChanges,
  type MetadataChange,
} from "../src/index.js";

const OLD = sampleMetadata({
  summary: "old",
  rebootRequired: undefined,
  contents: ["a-1-1.noarch.rpm"],
  requires: ["B_2", "A_1", "A_1"],
});

function changed(change: MetadataChange, old = OLD): PatchMetadata {
  const result = changeMetadata(old, change);
  if (!result.ok) throw new Error(result.problems.join());
  return result.value;
}

describe("changeMetadata", () => {
  it("changes what is named and keeps the rest", () => {
    expect(changed({ summary: "new", unremovable: true })).toEqual({
      ...OLD,
      summary: "new",
      unremovable: true,
      requires: ["A_1", "B_2"],
    });
  });

  it("empties a text that is named as empty", () => {
    expect(changed({ summary: "" }).summary).toBe("");
  });

  it.each<[MetadataChange, readonly string[]]>([
    [{ addRequires: ["C_3", "A_1"] }, ["A_1", "B_2", "C_3"]],
    [{ dropRequires: ["A_1"] }, ["B_2"]],
    [{ clearRequires: true }, []],
    [{ clearRequires: true, addRequires: ["C_3"] }, ["C_3"]],
    [{ dropRequires: ["A_1"], addRequires: ["A_1"] }, ["A_1", "B_2"]],
  ])("makes of %j the required patches %j", (change, requires) => {
    expect(changed(change).requires).toEqual(requires);
  });

  it("does not drop after clearing what is not there any more", () => {
    const change = { clearRequires: true, dropRequires: ["A_1"] };
    expect(changeMetadata(OLD, change)).toMatchObject({
      ok: false,
      problems: [{ code: "BUILD_CHANGE_REQUIRES_ABSENT" }],
    });
  });

  it("gives back every text that XML can carry, through the metadata it becomes", () => {
    const text = fc
      .string({ unit: "binary", maxLength: 40 })
      .filter((value) => changeProblems({ summary: value }).length === 0);
    fc.assert(
      fc.property(text, text, text, (summary, description, warnings) => {
        const metadata = changed({ summary, description, warnings });
        const decoded = decodeMetadata(encodeMetadata(metadata));
        expect(decoded.metadata).toMatchObject({
          summary,
          description,
          warnings,
        });
      }),
    );
  });
});

describe("changeProblems", () => {
  it.each<[MetadataChange, readonly string[]]>([
    [{}, ["BUILD_CHANGE_MISSING"]],
    [{ addRequires: [], status: undefined }, ["BUILD_CHANGE_MISSING"]],
    [{ status: "" }, []],
    [{ unremovable: false }, []],
    [{ dropRequires: ["X_1"] }, []],
    [{ rebootRequired: "y" }, ["BUILD_REBOOT_REQUIRED_VALUE"]],
    [
      { addRequires: ["a b", "../c"] },
      ["BUILD_REQUIRES_UNSAFE", "BUILD_REQUIRES_UNSAFE"],
    ],
    [{ warnings: "\u0001" }, ["META_UNENCODABLE"]],
    [{ warnings: "\ud800" }, ["META_UNENCODABLE"]],
  ])("finds in %j the problems %j, whatever the patch", (change, codes) => {
    expect(changeProblems(change).map(({ code }) => code)).toEqual(codes);
  });
});

describe("fieldChanges", () => {
  it("tells what a target's reader would see change, in the order of patch-query", () => {
    const change = {
      ...{ summary: "new", status: "REL", rebootRequired: "Y" },
      addRequires: ["C_3"],
    };
    expect(fieldChanges(OLD, changed(change))).toEqual([
      { field: "status", before: "DEV", after: "REL" },
      { field: "summary", before: "old", after: "new" },
      {
        field: "requires",
        before: ["A_1", "B_2"],
        after: ["A_1", "B_2", "C_3"],
      },
    ]);
  });
});

describe("assertFaithful", () => {
  const findingsOf = (inner: string): { code: string; message: string }[] =>
    decodeMetadata(
      new TextEncoder().encode(
        `<patch><id>A_1</id><sw_version>1</sw_version><contents><rpm>a-1-1.noarch.rpm</rpm></contents>${inner}</patch>`,
      ),
    ).findings;

  it.each([
    ["an unknown element", "<commit>1</commit>"],
    ["an unknown element in a list", "<requires><x/></requires>"],
    ["an attribute", '<summary lang="de">x</summary>'],
    ["text between elements", "stray"],
    ["more of it than is counted", "<x/>".repeat(5000)],
  ])("refuses %s", (_, inner) => {
    expect(() => {
      assertFaithful(findingsOf(inner), "a.patch");
    }).toThrow(expect.objectContaining({ code: "BUILD_PATCH_UNFAITHFUL" }));
  });

  it("takes what the original tools write, in any layout", () => {
    expect(() => {
      assertFaithful(findingsOf("\n  <summary/>\n<warnings>x</warnings>"), "a");
    }).not.toThrow();
  });
});
