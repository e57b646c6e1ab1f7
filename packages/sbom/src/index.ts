export { compareSbom, subjectDigest } from "./compare-sbom.js";
export type { ContentsTaker, PatchContents, SbomRpm } from "./contents.js";
export { createContentsTaker } from "./contents.js";
export type { SbomErrorCode } from "./error.js";
export { SBOM_ERRORS, SbomError } from "./error.js";
export type { SbomFinding } from "./finding-list.js";
export type { SbomFormat, SbomOptions } from "./options.js";
export { SBOM_FORMATS, SBOM_SUFFIX } from "./options.js";
export { readSbom } from "./read-sbom.js";
export type {
  SbomDigest,
  SbomFileView,
  SbomPackageView,
  SbomView,
} from "./sbom-view.js";
export { sbomBytes } from "./write-sbom.js";
