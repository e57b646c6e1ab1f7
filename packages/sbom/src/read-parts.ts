import { objectsOf, textOf, type JsonObject } from "./json-fields.js";
import type { SbomDigest, SbomPackageView } from "./sbom-view.js";

/** What a format calls the parts that both have. */
export interface PartNames {
  /** The list of digests, and in each of them its algorithm and value. */
  readonly digests: string;
  readonly algorithm: string;
  readonly value: string;
  readonly version: string;
  readonly fileName: string;
}

/** The digests of a package or file. @throws SbomError SBOM_STRUCTURE */
export function digestsOf(
  element: JsonObject,
  pointer: string,
  names: PartNames,
): SbomDigest[] {
  return [...objectsOf(element, names.digests, pointer)].map(
    ([digest, place]) => ({
      algorithm: textOf(digest, names.algorithm, place) ?? "",
      value: textOf(digest, names.value, place) ?? "",
    }),
  );
}

/** A package; what the formats have in different places is given. @throws SbomError SBOM_STRUCTURE */
export function packageOf(
  element: JsonObject,
  pointer: string,
  names: PartNames,
  others: Pick<SbomPackageView, "purls" | "licences" | "files">,
): SbomPackageView {
  return {
    name: textOf(element, "name", pointer) ?? "",
    version: textOf(element, names.version, pointer),
    digests: digestsOf(element, pointer, names),
    fileName: textOf(element, names.fileName, pointer),
    ...others,
    pointer,
  };
}
