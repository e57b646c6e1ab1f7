import { describe, expect, it } from "@jest/globals";

import * as api from "../src/index.js";

describe("the public interface", () => {
  it("exports these values and no others", () => {
    expect(Object.keys(api).toSorted()).toEqual([
      "DEFAULT_RPM_LIMITS",
      "QUERY_TAGS",
      "RPM_ERRORS",
      "RpmError",
      "RpmHeader",
      "assertHeaderDigests",
      "checkImaLayout",
      "compareEvr",
      "compareVersions",
      "createDigestChecker",
      "dependenciesOf",
      "dependencySatisfied",
      "dependencyText",
      "describeRpm",
      "encodeHeader",
      "fileDigestAlgorithmOf",
      "fileDigestsToSign",
      "fileNameFits",
      "formatRpm",
      "openRpm",
      "parseEvr",
      "parseHeader",
      "parseLead",
      "parseRpmFileName",
      "permissionText",
      "readRpmHeaders",
      "readRpmHeadersSync",
      "rewriteFileSignatures",
      "rpmFileBatches",
      "rpmFileNameOf",
      "tagName",
      "tagText",
    ]);
  });

  it("gives every error a remedy", () => {
    for (const { meaning, remedy } of Object.values(api.RPM_ERRORS)) {
      expect(meaning).toMatch(/^[A-Zr].*\.$/);
      expect(remedy).toMatch(/\.$/);
    }
    const error = new api.RpmError("RPM_TRUNCATED", "x");
    expect(error.remedy).toBe(api.RPM_ERRORS.RPM_TRUNCATED.remedy);
    expect(error.location).toEqual({});
  });
});
