import { describe, expect, it } from "@jest/globals";
import { DEFAULT_LIMITS, type Limits } from "@stx-patch/core";
import { craftPatch } from "@stx-patch/testkit";
import { CGCS, EPOCH, SCRIPT, soundParts } from "./support/parts.js";
import { verifyAsDev } from "./support/verify-as-dev.js";

const { metadata } = soundParts();

describe("limits", () => {
  it("bound the time", async () => {
    let now = 0;
    const report = await verifyAsDev(await craftPatch(soundParts()), {
      limits: { ...DEFAULT_LIMITS, maxSeconds: 5 },
      clock: () => (now += 6_000),
    });
    expect(report.findings.map(({ code }) => code)).toContain(
      "VERIFY_TIME_EXCEEDED",
    );
    expect(report.verdict).toBe("malformed");
  });

  it("bound the headers of all RPMs together", async () => {
    const patch = await craftPatch(
      soundParts({
        metadata: { ...metadata, contents: [CGCS.name, EPOCH.name] },
        rpms: [CGCS, EPOCH],
      }),
    );
    expect((await verifyAsDev(patch)).verdict).toBe("trusted");
    const report = await verifyAsDev(patch, {
      limits: { ...DEFAULT_LIMITS, maxRpmHeadersBytes: 9_000 },
    });
    expect(report.verdict).toBe("malformed");
    expect(report.rpms.map(({ nevra }) => nevra === null)).toEqual([
      false,
      true,
    ]);
  });

  it.each<[limit: keyof Limits, code: string]>([
    ["maxPatchBytes", "GZIP_TOO_LARGE"],
    ["maxTarMembers", "TAR_TOO_MANY_MEMBERS"],
    ["maxMetadataTarBytes", "VERIFY_MEMBER_TOO_LARGE"],
    ["maxMetadataXmlBytes", "VERIFY_MEMBER_TOO_LARGE"],
    ["maxXmlDepth", "META_TOO_DEEP"],
    ["maxXmlElements", "META_TOO_MANY_ELEMENTS"],
    ["maxSignatureBytes", "VERIFY_MEMBER_TOO_LARGE"],
    ["maxScriptBytes", "VERIFY_MEMBER_TOO_LARGE"],
  ])("%s makes %s", async (limit, code) => {
    const patch = await craftPatch(
      soundParts({
        metadata: { ...metadata, semantics: ["pre-apply"] },
        scripts: [SCRIPT],
      }),
    );
    const report = await verifyAsDev(patch, {
      limits: { ...DEFAULT_LIMITS, [limit]: 1 },
    });
    expect(report.findings.map((finding) => finding.code)).toContain(code);
    expect(report.verdict).toBe("malformed");
  });
});
