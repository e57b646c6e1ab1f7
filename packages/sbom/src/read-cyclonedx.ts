import {
  asObject,
  fieldOf,
  objectsOf,
  textOf,
  type JsonObject,
} from "./json-fields.js";
import { digestsOf, packageOf, type PartNames } from "./read-parts.js";
import type { SbomFileView, SbomPackageView, SbomView } from "./sbom-view.js";

const NAMES: PartNames = {
  digests: "hashes",
  algorithm: "alg",
  value: "content",
  version: "version",
  fileName: "bom-ref",
};

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
    subject: componentOf(subject, pointer, []),
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
        digests: digestsOf(component, place, NAMES),
        pointer: place,
      });
    else
      packages.push(
        componentOf(
          component,
          place,
          readComponents(component, place, packages),
        ),
      );
  }
  return files;
}

function componentOf(
  component: JsonObject,
  pointer: string,
  files: readonly SbomFileView[],
): SbomPackageView {
  const purl = textOf(component, "purl", pointer);
  return packageOf(component, pointer, NAMES, {
    purls: purl === undefined ? [] : [purl],
    licences: licencesOf(component, pointer),
    files,
  });
}

/** Each is an expression, or a licence with an id or a name. */
function licencesOf(component: JsonObject, pointer: string): string[] {
  return [...objectsOf(component, "licenses", pointer)].flatMap(
    ([choice, place]) => {
      const expression = textOf(choice, "expression", place);
      if (expression !== undefined) return [expression];
      const inside = `${place}/license`;
      const licence = asObject(fieldOf(choice, "license"), inside);
      const said =
        textOf(licence, "id", inside) ?? textOf(licence, "name", inside);
      return said === undefined ? [] : [said];
    },
  );
}
