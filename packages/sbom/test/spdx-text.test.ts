import { describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { CGCS, contentsOf, EPOCH, rpmVector, sbomTextOf } from "./contents.js";
import { SPDX_2_3 } from "./spdx-2.3.schema.js";

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const isSpdx = ajv.compile(SPDX_2_3);

interface Spdx {
  readonly documentNamespace: string;
  readonly packages: readonly {
    readonly SPDXID: string;
    readonly name: string;
    readonly licenseDeclared: string;
    readonly checksums: readonly unknown[];
  }[];
  readonly files?: readonly {
    readonly SPDXID: string;
    readonly fileName: string;
  }[];
  readonly hasExtractedLicensingInfos?: readonly {
    readonly licenseId: string;
    readonly extractedText: string;
  }[];
  readonly relationships: readonly {
    readonly spdxElementId: string;
    readonly relationshipType: string;
    readonly relatedSpdxElement: string;
  }[];
}

const parse = (text: string): Spdx => JSON.parse(text) as Spdx;

const VECTORS = [
  "unsigned/4.11/kernel-rt-3.10.0-957.12.2.rt56.929.tis.5.x86_64.rpm",
  "unsigned/4.18/dependencies-1-1.noarch.rpm",
  "unsigned/4.18/filedigest-md5-1-1.noarch.rpm",
  "unsigned/4.18/filedigest-sha224-1-1.noarch.rpm",
  "unsigned/4.18/nofiles-1-1.noarch.rpm",
  "unsigned/4.18/srcpkg-1-1.src.rpm",
  "unsigned/4.18/unicode-1-1.noarch.rpm",
].map((path) => rpmVector(path));

describe("the SPDX document of a patch", () => {
  it("has the form of SPDX 2.3", async () => {
    const contents = await contentsOf({ rpms: [CGCS, EPOCH, ...VECTORS] });
    isSpdx(JSON.parse(sbomTextOf("spdx", contents)));
    expect(isSpdx.errors ?? []).toEqual([]);
  });

  it("relates only what it has, and gives no identifier twice", async () => {
    const contents = await contentsOf({ rpms: [CGCS, EPOCH, ...VECTORS] });
    const {
      packages,
      files = [],
      relationships,
    } = parse(sbomTextOf("spdx", contents));
    const ids = [...packages, ...files].map(({ SPDXID }) => SPDXID);
    const known = new Set(["SPDXRef-DOCUMENT", ...ids]);
    expect(known.size).toBe(ids.length + 1);
    for (const { spdxElementId, relatedSpdxElement } of relationships) {
      expect(known).toContain(spdxElementId);
      expect(known).toContain(relatedSpdxElement);
    }
  });

  it("describes the patch, which contains the RPMs; each file comes from one of them", async () => {
    const contents = await contentsOf({ rpms: [CGCS] });
    const {
      packages,
      files = [],
      relationships,
    } = parse(sbomTextOf("spdx", contents));
    expect(packages.map(({ name }) => name)).toEqual([
      "CRAFT_0001",
      "cgcs-patch",
    ]);
    expect(packages[0]?.checksums).toEqual([
      { algorithm: "SHA256", checksumValue: contents.sha256 },
    ]);
    const types = relationships.map(({ relationshipType }) => relationshipType);
    expect(types).toEqual([
      "DESCRIBES",
      "CONTAINS",
      ...files.map(() => "EXPANDED_FROM_ARCHIVE"),
    ]);
    expect(files.length).toBeGreaterThan(0);
  });

  it("refers to every licence that is no SPDX expression, with its words", async () => {
    const contents = await contentsOf({ rpms: [CGCS, EPOCH, ...VECTORS] });
    const { packages, hasExtractedLicensingInfos = [] } = parse(
      sbomTextOf("spdx", contents),
    );
    const defined = hasExtractedLicensingInfos.map(
      ({ licenseId }) => licenseId,
    );
    const used = packages
      .map(({ licenseDeclared }) => licenseDeclared)
      .filter((licence) => licence.startsWith("LicenseRef-"));
    expect(new Set(used)).toEqual(new Set(defined));
    const texts = hasExtractedLicensingInfos.map((info) => info.extractedText);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
