import { describe, expect, it } from "@jest/globals";
import { codeOf } from "@stx-patch/testkit";
import { readSbom } from "../src/index.js";

const refusal = (text: string): Promise<unknown> =>
  codeOf(Promise.resolve().then(() => readSbom(Buffer.from(text))));

const CYCLONEDX = { bomFormat: "CycloneDX" };
const WITH_SUBJECT = { ...CYCLONEDX, metadata: { component: {} } };

/** A document that describes so many things. */
const describing = (count: number): object => ({
  spdxVersion: "SPDX-2.3",
  relationships: Array.from({ length: count }, (_, i) => ({
    spdxElementId: "SPDXRef-DOCUMENT",
    relationshipType: "DESCRIBES",
    relatedSpdxElement: `SPDXRef-${i}`,
  })),
  packages: [{ SPDXID: "SPDXRef-0" }, { SPDXID: "SPDXRef-1" }],
});

describe("a document that cannot be held against a patch", () => {
  it.each<[string, unknown, string]>([
    ["something else", { some: "thing" }, "SBOM_FORMAT"],
    ["a version nobody knows", { spdxVersion: "SPDX-9" }, "SBOM_FORMAT"],
    ["no object", [1], "SBOM_STRUCTURE"],
    ["CycloneDX about nothing", CYCLONEDX, "SBOM_STRUCTURE"],
    [
      "a list that is none",
      { ...WITH_SUBJECT, components: "x" },
      "SBOM_STRUCTURE",
    ],
    [
      "an entry that is none",
      { ...WITH_SUBJECT, components: [null] },
      "SBOM_STRUCTURE",
    ],
    [
      "a name that is no text",
      { ...CYCLONEDX, metadata: { component: { name: {} } } },
      "SBOM_STRUCTURE",
    ],
    ["SPDX about nothing", describing(0), "SBOM_STRUCTURE"],
    ["SPDX about two things", describing(2), "SBOM_STRUCTURE"],
  ])("%s has a code", async (_, document, code) => {
    expect(await refusal(JSON.stringify(document))).toBe(code);
  });

  it("gets nothing out of keys that every object has", async () => {
    const text = `{"__proto__":{"bomFormat":"CycloneDX"},"constructor":{}}`;
    expect(await refusal(text)).toBe("SBOM_FORMAT");
  });
});

it("reads what a generator of today writes of the same thing", () => {
  const { subject, packages } = readSbom(
    Buffer.from(
      JSON.stringify({
        ...CYCLONEDX,
        specVersion: "1.7",
        metadata: { component: { type: "application", name: "P_1" } },
        components: [
          {
            type: "operating-system",
            name: "os",
            components: [{ type: "library", name: "inner" }],
          },
        ],
      }),
    ),
  );
  expect(subject.name).toBe("P_1");
  expect(packages.map(({ name }) => name).sort()).toEqual(["inner", "os"]);
});
