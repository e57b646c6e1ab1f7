/**
 * What SPDX 2.3 asks of the parts that we write, in the words of JSON schema: required fields, closed objects, enumerations, forms of
 * identifiers (clauses 6 to 11). The official schema is in no package that npm or Debian have.
 */
const text = { type: "string", minLength: 1 };
const id = { type: "string", pattern: "^SPDXRef-[A-Za-z0-9.-]+$" };
const time = {
  type: "string",
  pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$",
};
const actor = {
  type: "string",
  pattern: "^(NOASSERTION|(Person|Organization|Tool): .+)$",
};
const hex = (digits: number): object => ({
  type: "string",
  pattern: `^[0-9a-f]{${digits}}$`,
});

function closed(
  properties: Readonly<Record<string, object>>,
  optional: readonly string[] = [],
): object {
  return {
    type: "object",
    additionalProperties: false,
    properties,
    required: Object.keys(properties).filter(
      (name) => !optional.includes(name),
    ),
  };
}

const list = (items: object): object => ({ type: "array", minItems: 1, items });

const checksum = {
  oneOf: Object.entries({
    MD5: 32,
    SHA1: 40,
    SHA224: 56,
    SHA256: 64,
    SHA384: 96,
    SHA512: 128,
  }).map(([algorithm, digits]) =>
    closed({ algorithm: { const: algorithm }, checksumValue: hex(digits) }),
  ),
};

const annotation = closed({
  annotationDate: time,
  annotationType: { enum: ["OTHER", "REVIEW"] },
  annotator: { type: "string", pattern: "^(Person|Organization|Tool): .+$" },
  comment: text,
});

const aPackage = closed(
  {
    SPDXID: id,
    name: text,
    versionInfo: text,
    packageFileName: text,
    supplier: actor,
    downloadLocation: { const: "NOASSERTION" },
    filesAnalyzed: { const: false },
    copyrightText: text,
    licenseConcluded: text,
    licenseDeclared: text,
    checksums: list(checksum),
    summary: text,
    description: text,
    homepage: { type: "string", format: "uri" },
    sourceInfo: text,
    builtDate: time,
    externalRefs: list(
      closed({
        referenceCategory: { const: "PACKAGE-MANAGER" },
        referenceType: { const: "purl" },
        referenceLocator: { type: "string", pattern: "^pkg:rpm/[^ ]+$" },
      }),
    ),
    primaryPackagePurpose: { enum: ["INSTALL", "SOURCE"] },
    annotations: list(annotation),
  },
  [
    "summary",
    "description",
    "homepage",
    "sourceInfo",
    "builtDate",
    "externalRefs",
  ],
);

const relationship = closed({
  spdxElementId: id,
  relationshipType: {
    enum: ["DESCRIBES", "CONTAINS", "DEPENDS_ON", "EXPANDED_FROM_ARCHIVE"],
  },
  relatedSpdxElement: id,
});

/** For ajv. */
export const SPDX_2_3 = closed(
  {
    spdxVersion: { const: "SPDX-2.3" },
    dataLicense: { const: "CC0-1.0" },
    SPDXID: { const: "SPDXRef-DOCUMENT" },
    name: text,
    documentNamespace: { type: "string", format: "uri", pattern: "^[^#]+$" },
    creationInfo: closed({ created: time, creators: list(actor) }),
    packages: list(aPackage),
    hasExtractedLicensingInfos: list(
      closed({
        licenseId: { type: "string", pattern: "^LicenseRef-[A-Za-z0-9.-]+$" },
        name: text,
        extractedText: text,
        comment: text,
      }),
    ),
    files: list(
      closed({
        SPDXID: id,
        fileName: { type: "string", pattern: "^\\./" },
        checksums: list(checksum),
      }),
    ),
    relationships: list(relationship),
  },
  ["hasExtractedLicensingInfos", "files"],
);
