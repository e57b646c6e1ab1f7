import {
  objectsOf,
  textOf,
  wrongForm,
  type JsonObject,
} from "./json-fields.js";
import { digestsOf, packageOf, type PartNames } from "./read-parts.js";
import type { SbomFileView, SbomPackageView, SbomView } from "./sbom-view.js";

/** Which relationships say that a file belongs to a package, and on which side the file stands. */
const BELONGS: Readonly<Record<string, "file" | "package">> = {
  EXPANDED_FROM_ARCHIVE: "file",
  CONTAINED_BY: "file",
  CONTAINS: "package",
};

const NAMES: PartNames = {
  digests: "checksums",
  algorithm: "algorithm",
  value: "checksumValue",
  version: "versionInfo",
  fileName: "packageFileName",
};

const SAYS_NOTHING: ReadonlySet<string> = new Set(["NOASSERTION", "NONE"]);

/**
 * Reads an SPDX 2 document.
 *
 * @throws SbomError SBOM_STRUCTURE
 */
export function readSpdx(document: JsonObject): SbomView {
  const { subjectId, owners } = readRelationships(document);
  const files = new Map<string, SbomFileView[]>();
  const orphans: SbomFileView[] = [];
  for (const [file, pointer] of objectsOf(document, "files", "")) {
    const owner = owners.get(textOf(file, "SPDXID", pointer) ?? "");
    const view = fileOf(file, pointer);
    if (owner === undefined) orphans.push(view);
    else append(files, owner, view);
  }
  const texts = readLicenceTexts(document);
  const packages: SbomPackageView[] = [];
  let subject: SbomPackageView | undefined;
  for (const [found, pointer] of objectsOf(document, "packages", "")) {
    const id = textOf(found, "SPDXID", pointer) ?? "";
    const view = packageOf(found, pointer, NAMES, {
      purls: purlsOf(found, pointer),
      licences: licencesOf(found, pointer, texts),
      files: files.get(id) ?? [],
    });
    files.delete(id);
    if (subject === undefined && id === subjectId) subject = view;
    else packages.push(view);
  }
  if (subject === undefined)
    throw wrongForm("/relationships", "that the document describes a package");
  return {
    format: "spdx",
    version: (textOf(document, "spdxVersion", "") ?? "").replace("SPDX-", ""),
    subject,
    packages,
    orphans: [...orphans, ...[...files.values()].flat()],
  };
}

function readRelationships(document: JsonObject): {
  readonly subjectId: string | undefined;
  /** Packages by the files they have. */
  readonly owners: ReadonlyMap<string, string>;
} {
  const owners = new Map<string, string>();
  const described: string[] = [];
  for (const [relation, pointer] of objectsOf(document, "relationships", "")) {
    const from = textOf(relation, "spdxElementId", pointer) ?? "";
    const to = textOf(relation, "relatedSpdxElement", pointer) ?? "";
    const type = textOf(relation, "relationshipType", pointer) ?? "";
    if (type === "DESCRIBES" && from === "SPDXRef-DOCUMENT") described.push(to);
    const side = Object.hasOwn(BELONGS, type) ? BELONGS[type] : undefined;
    if (side === "file") owners.set(from, to);
    else if (side === "package") owners.set(to, from);
  }
  return {
    subjectId: described.length === 1 ? described[0] : undefined,
    owners,
  };
}

function fileOf(file: JsonObject, pointer: string): SbomFileView {
  return {
    path: (textOf(file, "fileName", pointer) ?? "").replace(/^\.\//, ""),
    digests: digestsOf(file, pointer, NAMES),
    pointer,
  };
}

function purlsOf(found: JsonObject, pointer: string): string[] {
  return [...objectsOf(found, "externalRefs", pointer)].flatMap(
    ([reference, place]) =>
      textOf(reference, "referenceType", place) === "purl"
        ? [textOf(reference, "referenceLocator", place) ?? ""]
        : [],
  );
}

/** Words that are no expression, by what refers to them. */
function readLicenceTexts(document: JsonObject): Map<string, string> {
  const list = [...objectsOf(document, "hasExtractedLicensingInfos", "")];
  return new Map(
    list.map(([info, place]) => [
      textOf(info, "licenseId", place) ?? "",
      textOf(info, "extractedText", place) ?? "",
    ]),
  );
}

function licencesOf(
  found: JsonObject,
  pointer: string,
  texts: ReadonlyMap<string, string>,
): string[] {
  const declared = textOf(found, "licenseDeclared", pointer);
  if (declared === undefined || SAYS_NOTHING.has(declared)) return [];
  return [texts.get(declared) ?? declared];
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
