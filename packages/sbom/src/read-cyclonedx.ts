import {
  asObject,
  fieldOf,
  objectsOf,
  textOf,
  type JsonObject,
} from "./json-fields.js";
import type {
  SbomDigest,
  SbomFileView,
  SbomPackageView,
  SbomView,
} from "./sbom-view.js";

/**
 * Reads a CycloneDX document: components inside of others are packages of their own, unless they are files.
 *
 * @throws SbomError SBOM_STRUCTURE
 */
export function readCycloneDx(document: JsonObject): SbomView {
  const metadata = asObject(fieldOf(document, "metadata"), "/metadata");
  const pointer = "/metadata/component";
  const subject = asObject(fieldOf(metadata, "component"), pointer);
  const packages: SbomPackageView[] = [];
  const orphans = readComponents(document, "", packages);
  // What the subject holds is listed there or beside it.
  orphans.push(...readComponents(subject, pointer, packages));
  return {
    format: "cyclonedx",
    version: textOf(document, "specVersion", "") ?? "",
    subject: packageOf(subject, pointer, []),
    packages,
    orphans,
  };
}

/** Gathers packages, however deep; returns the files that are right below. */
function readComponents(
  parent: JsonObject,
  pointer: string,
  packages: SbomPackageView[],
): SbomFileView[] {
  const files: SbomFileView[] = [];
  for (const [component, place] of objectsOf(parent, "components", pointer)) {
    if (textOf(component, "type", place) === "file")
      files.push({
        path: textOf(component, "name", place) ?? "",
        digests: digestsOf(component, place),
        pointer: place,
      });
    else
      packages.push(
        packageOf(component, place, readComponents(component, place, packages)),
      );
  }
  return files;
}

function packageOf(
  component: JsonObject,
  pointer: string,
  files: readonly SbomFileView[],
): SbomPackageView {
  const purl = textOf(component, "purl", pointer);
  return {
    name: textOf(component, "name", pointer) ?? "",
    version: textOf(component, "version", pointer),
    purls: purl === undefined ? [] : [purl],
    digests: digestsOf(component, pointer),
    fileName: textOf(component, "bom-ref", pointer),
    files,
    pointer,
  };
}

function digestsOf(component: JsonObject, pointer: string): SbomDigest[] {
  return [...objectsOf(component, "hashes", pointer)].map(([hash, place]) => ({
    algorithm: textOf(hash, "alg", place) ?? "",
    value: textOf(hash, "content", place) ?? "",
  }));
}
