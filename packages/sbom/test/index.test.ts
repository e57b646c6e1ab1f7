import { expect, it } from "@jest/globals";
import * as api from "../src/index.js";

it("exports what the README says", () => {
  expect(Object.keys(api).sort()).toEqual([
    "SBOM_ERRORS",
    "SBOM_FORMATS",
    "SBOM_SUFFIX",
    "SbomError",
    "compareSbom",
    "createContentsTaker",
    "readSbom",
    "sbomBytes",
    "subjectDigest",
  ]);
});
