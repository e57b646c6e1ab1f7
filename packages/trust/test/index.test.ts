import { describe, expect, it } from "@jest/globals";
import * as api from "../src/index.js";

describe("the public names", () => {
  it("are these and no others", () => {
    expect(Object.keys(api).sort()).toEqual([
      "DER",
      "DerReader",
      "PROJECT_DEVELOPMENT_KEY",
      "TRUST_ERRORS",
      "TrustError",
      "UNSPECIFIED_ROLE",
      "anchorsFrom",
      "checkImaSignatures",
      "createImaChecker",
      "createImaVerifier",
      "digestOf",
      "forgeHash",
      "imaKeyId",
      "integerHex",
      "isDataSignatureAlgorithm",
      "parseCertificate",
      "parseCertificates",
      "parseRevocationList",
      "publicDevelopmentKey",
      "readAlgorithm",
      "recogniseSigners",
      "roleOfFileName",
      "rolesOfKey",
      "verifyDetachedSignature",
      "verifyImaSignature",
      "verifyTimestampSigner",
    ]);
  });
});
