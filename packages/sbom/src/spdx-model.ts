import { patchFileName, type PatchId } from "@stx-patch/patch-format";
import type { PatchContents } from "./contents.js";
import { dependencyGraph } from "./dependency-graph.js";
import { documentTime, documentUuid } from "./document-id.js";
import {
  patchNamedFacts,
  rpmFacts,
  type NamedFact,
  type RpmFacts,
} from "./facts.js";
import { declaredLicence } from "./licence.js";
import { TOOL_NAME, type SbomOptions } from "./options.js";
import { purlOf } from "./purl.js";

/** A JSON object of SPDX 2.3. */
export type SpdxObject = Readonly<Record<string, unknown>>;

/** The parts of a document that do not grow with the number of packaged files. */
export interface SpdxDocument {
  readonly head: SpdxObject;
  readonly packages: readonly SpdxObject[];
  readonly licences: readonly SpdxObject[];
  readonly relationships: readonly SpdxObject[];
}

const DOCUMENT = "SPDXRef-DOCUMENT";
const PATCH = "SPDXRef-Patch";
const UNKNOWN = "NOASSERTION";

/** Identifies the RPM at a place of the list, counted from 0. */
export function rpmRef(place: number): string {
  return `SPDXRef-RPM-${place + 1}`;
}

/** One thing that is said of two elements. */
export function relationship(
  from: string,
  type: string,
  to: string,
): SpdxObject {
  return {
    spdxElementId: from,
    relationshipType: type,
    relatedSpdxElement: to,
  };
}

/** A patch as SPDX 2.3, without packaged files. */
export function spdxDocumentOf(
  contents: PatchContents,
  options: SbomOptions,
): SpdxDocument {
  const { metadata, sha256, timeSeconds, rpms } = contents;
  const created = timeText(timeSeconds);
  const tool = `Tool: ${TOOL_NAME}-${options.toolVersion}`;
  const note = (facts: readonly NamedFact[]): SpdxObject => ({
    annotationDate: created,
    annotationType: "OTHER",
    annotator: tool,
    comment: facts.map(([name, value]) => `${name}=${value}`).join("\n"),
  });
  const licences = new Licences();
  const fileName = patchFileName(metadata.id as PatchId);
  const facts = rpms.map((rpm) => rpmFacts(rpm, contents));
  return {
    head: {
      spdxVersion: "SPDX-2.3",
      dataLicense: "CC0-1.0",
      SPDXID: DOCUMENT,
      name: fileName,
      documentNamespace: `https://spdx.org/spdxdocs/${fileName}-${documentUuid(sha256)}`,
      creationInfo: { created, creators: [tool] },
    },
    packages: [
      {
        ...patchPackage(contents, options),
        annotations: [note(patchNamedFacts(metadata))],
      },
      ...facts.map((rpm, place) => ({
        ...rpmPackage(rpm, metadata.swVersion, licences),
        SPDXID: rpmRef(place),
        annotations: [note(rpm.named)],
      })),
    ],
    licences: licences.list,
    relationships: [
      relationship(DOCUMENT, "DESCRIBES", PATCH),
      ...rpms.map((_, place) => relationship(PATCH, "CONTAINS", rpmRef(place))),
      ...dependencyGraph(rpms).flatMap((required, place) =>
        required.map((other) =>
          relationship(rpmRef(place), "DEPENDS_ON", rpmRef(other)),
        ),
      ),
    ],
  };
}

/** What holds for every package here: nobody looked into its files, and where it is got from is not known. */
const NOT_ANALYZED = {
  downloadLocation: UNKNOWN,
  filesAnalyzed: false,
  copyrightText: UNKNOWN,
  licenseConcluded: UNKNOWN,
} as const;

function patchPackage(
  { metadata, sha256 }: PatchContents,
  { supplier }: SbomOptions,
): SpdxObject {
  return {
    SPDXID: PATCH,
    name: metadata.id,
    versionInfo: metadata.swVersion,
    packageFileName: patchFileName(metadata.id as PatchId),
    supplier: organization(supplier),
    ...NOT_ANALYZED,
    licenseDeclared: UNKNOWN,
    checksums: [{ algorithm: "SHA256", checksumValue: sha256 }],
    ...present("summary", metadata.summary),
    ...present("description", metadata.description),
    primaryPackagePurpose: "INSTALL",
  };
}

function rpmPackage(
  { rpm, info, evr }: RpmFacts,
  swVersion: string,
  licences: Licences,
): SpdxObject {
  return {
    name: info.name,
    versionInfo: evr,
    packageFileName: rpm.fileName,
    supplier: organization(info.vendor),
    ...NOT_ANALYZED,
    licenseDeclared: licences.refer(info.license),
    checksums: [{ algorithm: "SHA256", checksumValue: rpm.sha256 }],
    ...present("summary", info.summary),
    ...present("homepage", homepageOf(info.url)),
    ...present(
      "sourceInfo",
      info.sourceRpm && `built from the source package ${info.sourceRpm}`,
    ),
    ...present(
      "builtDate",
      info.buildTimeSeconds === undefined
        ? undefined
        : timeText(info.buildTimeSeconds),
    ),
    externalRefs: [
      {
        referenceCategory: "PACKAGE-MANAGER",
        referenceType: "purl",
        referenceLocator: purlOf(info, swVersion),
      },
    ],
    primaryPackagePurpose: info.isSource ? "SOURCE" : "INSTALL",
  };
}

/** Gives words that are no SPDX expression an identifier, each text once. */
class Licences {
  readonly #texts = new Map<string, string>();

  /** An expression for a License tag. */
  refer(tag: string | undefined): string {
    const licence = declaredLicence(tag ?? "");
    if (licence === undefined) return UNKNOWN;
    if (licence.kind === "expression") return licence.expression;
    const known = this.#texts.get(licence.text);
    if (known !== undefined) return known;
    const id = `LicenseRef-RPM-${this.#texts.size + 1}`;
    this.#texts.set(licence.text, id);
    return id;
  }

  get list(): SpdxObject[] {
    return [...this.#texts].map(([text, licenseId]) => ({
      licenseId,
      name: text,
      extractedText: text,
      comment: "As it stands in the License tag of the RPM.",
    }));
  }
}

function organization(name: string | undefined): string {
  return name === undefined || name === "" ? UNKNOWN : `Organization: ${name}`;
}

/** The format asks for a URI here, and for nothing else. */
function homepageOf(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\/[\x21-\x7e]+$/.test(url)
    ? url
    : undefined;
}

function present(name: string, value: string | undefined): SpdxObject {
  return value === undefined || value === "" ? {} : { [name]: value };
}

/** Without fractions of a second, as SPDX wants it. */
function timeText(seconds: number): string {
  return documentTime(seconds).toISOString().replace(".000Z", "Z");
}
