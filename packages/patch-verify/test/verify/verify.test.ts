import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_LIMITS } from "@stx-patch/core";
import {
  chunked,
  craftPatch,
  sampleMetadata,
  TEST_KEYS,
} from "@stx-patch/testkit";
import { anchorsFrom } from "@stx-patch/trust";
import { verifyPatch } from "../../src/index.js";
import { rpm, SCRIPT, soundParts } from "../support/parts.js";
import { AS_DEV, errorCodes, verifyAsDev } from "../support/verify-as-dev.js";

describe("a sound patch", () => {
  it("is trusted, whatever adapters do the work and however it is cut", async () => {
    const patch = await craftPatch(soundParts());
    for (const sizes of [[1_000_000], [1000, 7], [1]]) {
      const native = await verifyPatch(chunked(patch, sizes), AS_DEV);
      expect([sizes, native.verdict, errorCodes(native)]).toEqual([
        sizes,
        "trusted",
        [],
      ]);
      const { anchors, policy } = AS_DEV;
      const pure = await verifyPatch(chunked(patch, sizes), {
        anchors,
        policy,
      });
      expect(pure).toEqual(native);
    }
  });

  it("says of each check whether it ran", async () => {
    const { checks } = await verifyAsDev(await craftPatch(soundParts()));
    expect(checks.filter(({ state }) => state !== "passed")).toEqual([
      expect.objectContaining({ id: "ima", state: "not-run" }),
    ]);
  });

  it("may have semantic scripts", async () => {
    const { verdict, scripts } = await verifyAsDev(
      await craftPatch(
        soundParts({
          metadata: { ...soundParts().metadata, semantics: ["pre-apply"] },
          scripts: [SCRIPT],
        }),
      ),
    );
    expect(verdict).toBe("trusted");
    expect(scripts).toEqual([expect.objectContaining({ name: SCRIPT.name })]);
  });
});

describe("what a caller may set", () => {
  it("bounds the number of findings and counts the rest", async () => {
    const contents = Array.from(
      { length: 50 },
      (_, i) => `p${i}-1-1.noarch.rpm`,
    );
    const patch = await craftPatch(
      soundParts({ metadata: sampleMetadata({ contents }) }),
    );
    const report = await verifyAsDev(patch, {
      limits: { ...DEFAULT_LIMITS, maxFindings: 10 },
    });
    const codes = new Set(report.findings.map(({ code }) => code));
    // Beyond the limit there is only the first of each kind.
    expect(report.findings.length).toBeLessThan(10 + codes.size);
    expect(report.findingsOmitted).toBeGreaterThan(30);
    expect(report.verdict).toBe("malformed");
  });

  it("compares the file's name with the id", async () => {
    const report = await verifyAsDev(await craftPatch(soundParts()), {
      fileName: "other.patch",
    });
    expect(report.findings.map(({ code }) => code)).toContain(
      "VERIFY_FILE_NAME",
    );
    expect(report.verdict).toBe("trusted");
  });

  it("verifies file signatures against a certificate", async () => {
    const name = "cgcs-patch-1.0-31.tis.x86_64.rpm";
    const parts = soundParts({
      rpms: [rpm(`files-only-mainheader/4.14/${name}`)],
    });
    const patch = await craftPatch(parts);
    const right = anchorsFrom(readFileSync(TEST_KEYS.ima.certificate), {
      source: "ima",
    });
    const wrong = anchorsFrom(readFileSync(TEST_KEYS.dev.certificate), {
      source: "dev",
    });
    const good = await verifyAsDev(patch, { imaAnchors: right });
    expect(good.checks.find(({ id }) => id === "ima")).toMatchObject({
      state: "passed",
    });
    const bad = await verifyAsDev(patch, { imaAnchors: wrong });
    expect(new Set(errorCodes(bad))).toEqual(new Set(["VERIFY_IMA_WRONG_KEY"]));
    expect(bad.verdict).toBe("untrusted");
  });
});

describe("reading that fails", () => {
  it("is an error, not a finding", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Uint8Array.of(0x1f));
      throw new Error("the disk is gone");
    }
    await expect(verifyPatch(broken(), AS_DEV)).rejects.toThrow(
      "the disk is gone",
    );
  });
});
