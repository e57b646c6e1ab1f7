import { SbomError } from "./error.js";
import { asObject, fieldOf } from "./json-fields.js";
import { readCycloneDx } from "./read-cyclonedx.js";
import { readSpdx } from "./read-spdx.js";
import type { SbomView } from "./sbom-view.js";
import { parseStrictJson } from "./strict-json.js";

/**
 * Reads an SBOM of either format. Memory goes with the size of the file: bound it before.
 *
 * @throws SbomError SBOM_JSON, SBOM_FORMAT, SBOM_STRUCTURE
 */
export function readSbom(bytes: Uint8Array): SbomView {
  const document = asObject(parseStrictJson(bytes), "");
  const spdxVersion = fieldOf(document, "spdxVersion");
  if (fieldOf(document, "bomFormat") === "CycloneDX")
    return readCycloneDx(document);
  if (typeof spdxVersion === "string" && spdxVersion.startsWith("SPDX-2."))
    return readSpdx(document);
  throw new SbomError(
    "SBOM_FORMAT",
    "the file says neither that it is CycloneDX nor that it is SPDX 2",
  );
}
