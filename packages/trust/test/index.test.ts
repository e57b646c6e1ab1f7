import { describe, expect, it } from "@jest/globals";
import * as api from "../src/index.js";

describe("the public names", () => {
  it("are these and no others", () => {
    expect(Object.keys(api).sort()).toEqual([
      "PROJECT_DEVELOPMENT_KEY",
      "TRUST_ERRORS",
      "TrustError",
      "UNSPECIFIED_ROLE",
      "anchorsFrom",
      "checkImaSignatures",
      "createImaChecker",
      "createImaVerifier",
      "forgeHash",
      "imaKeyId",
      "parseCertificates",
      "parseRevocationList",
      "publicDevelopmentKey",
      "recogniseSigners",
      "roleOfFileName",
      "rolesOfKey",
      "verifyDetachedSignature",
      "verifyImaSignature",
    ]);
  });
});
