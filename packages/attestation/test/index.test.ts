import { describe, expect, it } from "@jest/globals";
import * as api from "../src/index.js";

describe("the public names", () => {
  it("are these and no others", () => {
    expect(Object.keys(api).sort()).toEqual([
      "ATTESTATION_ERRORS",
      "AttestationError",
      "BUILD_TYPE",
      "MAX_ENVELOPE_BYTES",
      "MAX_TIMESTAMP_BYTES",
      "PROVENANCE_TYPE",
      "STATEMENT_PAYLOAD_TYPE",
      "STATEMENT_TYPE",
      "TIMESTAMP_ERRORS",
      "TimestampError",
      "UNSPECIFIED_BUILDER",
      "checkImprint",
      "checkPatchProvenance",
      "encodeEnvelope",
      "encodeProvenance",
      "encodeTimestampRequest",
      "isPolicy",
      "parseEnvelope",
      "parseProvenance",
      "parseTimestampRequest",
      "parseTimestampResponse",
      "preAuthEncoding",
      "signEnvelope",
      "verifyEnvelope",
      "verifyProvenance",
      "verifyTimestamp",
    ]);
  });
});
