import { expect, it } from "@jest/globals";

import * as api from "../src/index.js";

it("exports these names and no way to reach a key", () => {
  expect(Object.keys(api).sort()).toEqual([
    "PATCH_SCHEME",
    "SIGNING_ERRORS",
    "SigningError",
    "createAttachedSigner",
    "createImaSigner",
    "createPatchSigner",
    "createRemoteImaSigner",
    "createRemotePatchSigner",
    "createSigningServer",
    "expectedKeyOf",
    "loadPrivateKey",
    "openRemoteKey",
    "parseExpectedKey",
    "parseSignerUri",
  ]);
});
