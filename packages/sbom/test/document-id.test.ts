import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { documentTime, documentUuid } from "../src/document-id.js";

const DIGEST = fc.stringMatching(/^[0-9a-f]{64}$/);

describe("the identifier of an SBOM", () => {
  it("is a UUID of version 8 that comes from the digest alone", () => {
    fc.assert(
      fc.property(DIGEST, (sha256) => {
        const uuid = documentUuid(sha256);
        expect(uuid).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
        expect(documentUuid(sha256)).toBe(uuid);
        expect(uuid.slice(0, 8)).toBe(sha256.slice(0, 8));
      }),
    );
  });
});

describe("the time of an SBOM", () => {
  it.each([
    [0, "1970-01-01T00:00:00.000Z"],
    [1_590_969_600, "2020-06-01T00:00:00.000Z"],
    [-5, "1970-01-01T00:00:00.000Z"],
    [2 ** 62, "9999-12-31T23:59:59.000Z"],
  ])("of a patch of second %d is %s", (seconds, expected) => {
    expect(documentTime(seconds).toISOString()).toBe(expected);
  });
});
