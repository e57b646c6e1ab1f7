import { describe, expect, it } from "@jest/globals";
import * as api from "../src/index.js";

describe("the public names", () => {
  it("are these and no others", () => {
    expect(Object.keys(api).sort()).toEqual([
      "FORMAT_ERRORS",
      "FormatError",
      "MAX_PATCH_ID_LENGTH",
      "MAX_PATCH_NUMBER",
      "PATCH_MEMBERS",
      "PERSONALITIES",
      "RETIRED_PERSONALITIES",
      "SEMANTIC_ACTIONS",
      "createMemberGrammar",
      "createSeal",
      "decodeMetadata",
      "encodeChecksum",
      "encodeMetadata",
      "exchangedChecksum",
      "isPatchId",
      "isPersonality",
      "isRetiredPersonality",
      "isSignedMember",
      "parseChecksum",
      "parseReleaseInfo",
      "patchFileName",
      "patchIdOf",
      "patchIdProblem",
      "patchNumberOf",
      "readXmlDocument",
      "toPatchId",
    ]);
  });
});
