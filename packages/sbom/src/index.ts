export type { ContentsTaker, PatchContents, SbomRpm } from "./contents.js";
export { createContentsTaker } from "./contents.js";
export type { SbomErrorCode } from "./error.js";
export { SBOM_ERRORS, SbomError } from "./error.js";
export type { SbomFormat, SbomOptions } from "./options.js";
export { SBOM_FORMATS, SBOM_SUFFIX } from "./options.js";
export { sbomBytes } from "./write-sbom.js";
