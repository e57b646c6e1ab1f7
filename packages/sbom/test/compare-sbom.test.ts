import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  compareSbom,
  readSbom,
  type PatchContents,
  type SbomFormat,
} from "../src/index.js";
import { bentDocument, type Bend } from "./bent-document.js";
import { CGCS, contentsOf, EPOCH, sbomTextOf } from "./contents.js";

const ZEROS = "0".repeat(64);

let contents: PatchContents;
beforeAll(async () => {
  contents = await contentsOf({ rpms: [CGCS, EPOCH] });
});

/** Codes and places of what is found in an SBOM that was bent. */
function found(format: SbomFormat, ...bends: Bend[]): string[] {
  const bytes = bentDocument(sbomTextOf(format, contents), bends);
  return compareSbom(readSbom(bytes), contents).map(({ code, member }) =>
    member === undefined ? code : `${code} ${member}`,
  );
}

describe.each(["cyclonedx", "spdx"] as const)("a %s document", (format) => {
  it("is of the patch that it was made of", () => {
    expect(found(format)).toEqual([]);
  });

  it("is not of the same patch signed again", () => {
    const same = readSbom(Buffer.from(sbomTextOf(format, contents)));
    const signedAgain = { ...contents, sha256: ZEROS };
    expect(compareSbom(same, signedAgain).map(({ code }) => code)).toEqual([
      "SBOM_PATCH_DIGEST",
    ]);
  });

  it("is not of a patch with fewer RPMs, or more", async () => {
    const one = await contentsOf({ rpms: [CGCS] });
    const codes = (of: PatchContents, against: PatchContents): string[] =>
      compareSbom(readSbom(Buffer.from(sbomTextOf(format, of))), against).map(
        ({ code }) => code,
      );
    expect(codes(contents, one)).toContain("SBOM_RPM_UNKNOWN");
    expect(codes(one, contents)).toContain("SBOM_RPM_MISSING");
  });
});

describe("in a CycloneDX document", () => {
  it.each<[string, Bend, string[]]>([
    [
      "another digest of the patch",
      ["set", "/metadata/component/hashes/0/content", ZEROS],
      ["SBOM_PATCH_DIGEST /metadata/component"],
    ],
    [
      "no digest of the patch",
      ["set", "/metadata/component/hashes", []],
      ["SBOM_PATCH_DIGEST /metadata/component"],
    ],
    [
      "another release",
      ["set", "/metadata/component/version", "21.05"],
      ["SBOM_PATCH_NAME /metadata/component"],
    ],
    [
      "another digest of an RPM",
      ["set", "/components/1/hashes/0/content", ZEROS],
      ["SBOM_RPM_DIGEST /components/1"],
    ],
    [
      "a second digest of an RPM",
      ["insert", "/components/1/hashes/1", { alg: "SHA-256", content: ZEROS }],
      ["SBOM_RPM_DIGEST /components/1"],
    ],
    [
      "another version of an RPM",
      ["set", "/components/0/version", "9"],
      ["SBOM_RPM_NAME /components/0"],
    ],
    [
      "the package URL of another package",
      ["set", "/components/0/purl", "pkg:rpm/starlingx/bash@5.0-1?arch=x86_64"],
      ["SBOM_RPM_NAME /components/0"],
    ],
    [
      "another's namespace in the package URL",
      [
        "set",
        "/components/0/purl",
        "pkg:rpm/fedora/cgcs-patch@1.0-31.tis?arch=x86_64",
      ],
      ["SBOM_RPM_NAMESPACE /components/0"],
    ],
    [
      "another licence",
      ["set", "/components/0/licenses", [{ license: { id: "MIT" } }]],
      ["SBOM_RPM_LICENCE /components/0"],
    ],
    [
      "another licence as an expression",
      ["set", "/components/0/licenses", [{ expression: "MIT OR Apache-2.0" }]],
      ["SBOM_RPM_LICENCE /components/0"],
    ],
    [
      "no licence, which claims nothing",
      ["set", "/components/0/licenses", []],
      [],
    ],
    [
      "no package URL at all",
      ["set", "/components/0/purl", "nonsense"],
      ["SBOM_RPM_NAME /components/0"],
    ],
    [
      "an RPM twice",
      ["insert", "/components/2", { name: "x", "bom-ref": CGCS.name }],
      ["SBOM_RPM_TWICE /components/2"],
    ],
    [
      "a package too many, hidden in another",
      ["insert", "/components/1/components/0", { type: "library", name: "x" }],
      ["SBOM_RPM_UNKNOWN /components/1/components/0"],
    ],
    ["an RPM too few", ["cut", "/components/1"], ["SBOM_RPM_MISSING"]],
    [
      "another digest of a file",
      ["set", "/components/0/components/0/hashes/0/content", ZEROS],
      ["SBOM_FILE_DIGEST /components/0/components/0"],
    ],
    [
      "a file too few",
      ["cut", "/components/0/components/0"],
      ["SBOM_FILE_MISSING /components/0"],
    ],
    [
      "a file too many",
      [
        "insert",
        "/components/0/components/0",
        { type: "file", name: "/etc/shadow" },
      ],
      ["SBOM_FILE_UNKNOWN /components/0/components/0"],
    ],
    [
      "a file of no package",
      ["insert", "/components/2", { type: "file", name: "/etc/shadow" }],
      ["SBOM_FILE_UNKNOWN /components/2"],
    ],
  ])("%s is found", (_, bend, expected) => {
    expect(found("cyclonedx", bend)).toEqual(expected);
  });
});

describe("in an SPDX document", () => {
  it.each<[string, Bend, string[]]>([
    [
      "another digest of the patch",
      ["set", "/packages/0/checksums/0/checksumValue", ZEROS],
      ["SBOM_PATCH_DIGEST /packages/0"],
    ],
    [
      "another digest of an RPM",
      ["set", "/packages/2/checksums/0/checksumValue", ZEROS],
      ["SBOM_RPM_DIGEST /packages/2"],
    ],
    [
      "another digest of a file",
      ["set", "/files/0/checksums/0/checksumValue", ZEROS],
      ["SBOM_FILE_DIGEST /files/0"],
    ],
    [
      "another package URL",
      ["set", "/packages/1/externalRefs/0/referenceLocator", "pkg:rpm/x@1"],
      ["SBOM_RPM_NAME /packages/1"],
    ],
    [
      "another licence",
      ["set", "/packages/1/licenseDeclared", "MIT"],
      ["SBOM_RPM_LICENCE /packages/1"],
    ],
    [
      "a licence that nobody asserts",
      ["set", "/packages/1/licenseDeclared", "NOASSERTION"],
      [],
    ],
    [
      "a package too many",
      ["insert", "/packages/3", { SPDXID: "SPDXRef-x", name: "x" }],
      ["SBOM_RPM_UNKNOWN /packages/3"],
    ],
    [
      "a file of no package",
      ["insert", "/files/0", { SPDXID: "SPDXRef-x", fileName: "./etc/shadow" }],
      ["SBOM_FILE_UNKNOWN /files/0"],
    ],
    [
      "a file of a package that is not there",
      ["set", "/relationships/3/relatedSpdxElement", "SPDXRef-x"],
      ["SBOM_FILE_MISSING /packages/1", "SBOM_FILE_UNKNOWN /files/0"],
    ],
  ])("%s is found", (_, bend, expected) => {
    expect(found("spdx", bend)).toEqual(expected);
  });
});

it("says it in a few lines, however much is wrong", () => {
  const components = Array.from({ length: 5_000 }, () => ({ name: "x" }));
  const bytes = bentDocument(sbomTextOf("cyclonedx", contents), [
    ["set", "/components", components],
  ]);
  const findings = compareSbom(readSbom(bytes), contents);
  expect(findings.length).toBeLessThan(20);
  expect(findings.map(({ message }) => message).join()).toContain("4990 more");
});
