import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import { craftPatch, tarOf } from "@stx-patch/testkit";
import { soundParts } from "../support/parts.js";
import { errorCodes, verifyAsDev } from "../support/verify-as-dev.js";

describe("a signature that still verifies although the members' boundary moved", () => {
  it("is no way to make RPMs vanish", async () => {
    // Signed as usual; then everything of software.tar moves behind the end mark of metadata.tar.
    const patch = await craftPatch(
      soundParts({
        afterSeal: ([metadataTar, softwareTar, ...rest]) => [
          {
            name: "metadata.tar",
            body: concatBytes([metadataTar!.body, softwareTar!.body]),
          },
          { name: "software.tar", body: new Uint8Array(0) },
          ...rest,
        ],
      }),
    );
    const report = await verifyAsDev(patch);
    expect(report.verdict).toBe("malformed");
    expect(errorCodes(report)).toEqual(
      expect.arrayContaining([
        "TAR_TRAILING_DATA",
        "TAR_END_MISSING",
        "VERIFY_CHECKSUM_MISMATCH",
      ]),
    );
    expect(errorCodes(report)).not.toContain("TRUST_BAD_SIGNATURE");
  });

  it("is found even when the checksum was made to fit", async () => {
    const empty = await tarOf([]);
    const patch = await craftPatch(
      soundParts({
        beforeSeal: ([metadataTar, softwareTar]) => [
          {
            name: "metadata.tar",
            body: concatBytes([metadataTar!.body, softwareTar!.body]),
          },
          { name: "software.tar", body: empty },
        ],
      }),
    );
    const report = await verifyAsDev(patch);
    expect(report.verdict).toBe("malformed");
    expect(errorCodes(report)).toContain("TAR_TRAILING_DATA");
  });
});

describe("a patch that is cut short", () => {
  it("is malformed at every length, and no check claims to have passed for nothing", async () => {
    const patch = await craftPatch(soundParts());
    for (let length = 0; length < patch.length; length += 97) {
      const report = await verifyAsDev(patch.subarray(0, length));
      expect([length, report.verdict]).toEqual([length, "malformed"]);
      const signature = report.checks.find(({ id }) => id === "signature");
      expect([length, signature?.state]).toEqual([length, "not-run"]);
    }
  });
});

describe("any flipped bit of a patch", () => {
  it("gives a report, and trust only where no byte changed that matters", async () => {
    const patch = await craftPatch(soundParts());
    const content = gunzipSync(patch);
    let trusted = 0;
    for (let at = 0; at < patch.length; at += 23) {
      const flipped = Uint8Array.from(patch);
      flipped[at]! ^= 1 << (at % 8);
      const report = await verifyAsDev(flipped);
      // Some bits carry nothing: MTIME and OS of the gzip header, padding in the deflate stream.
      if (report.verdict === "trusted") {
        expect([at, gunzipSync(flipped).equals(content)]).toEqual([at, true]);
      }
      trusted += report.verdict === "trusted" ? 1 : 0;
    }
    expect(trusted).toBeLessThan(patch.length / 23 / 50);
  });
});
