import { describe, expect, it } from "@jest/globals";
import type { HashFactory } from "@stx-patch/core";
import { nativeHash } from "@stx-patch/node-io";
import type { SealResult } from "@stx-patch/patch-format";
import { craftPatch, type PatchParts } from "@stx-patch/testkit";
import { verifyPatch, type VerificationReport } from "../src/index.js";
import { EPOCH, soundParts, text } from "./support/parts.js";

const POLICY = { checkDates: false, now: new Date(0), minRsaBits: 2048 };

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

async function sealOf(patch: Uint8Array): Promise<SealResult> {
  let seal: SealResult | undefined;
  await verifyPatch(once(patch), {
    anchors: [],
    policy: POLICY,
    takeSeal: (found) => {
      seal = found;
    },
  });
  return seal!;
}

/** Reads back with the seal of whoever wrote it, and notes which algorithms that gives bytes to. */
async function readBack(
  override: Partial<PatchParts>,
  sealFrom: Partial<PatchParts>,
): Promise<{ report: VerificationReport; algorithms: Set<string> }> {
  const written = await sealOf(await craftPatch(soundParts(sealFrom)));
  const algorithms = new Set<string>();
  const hash: HashFactory = (algorithm) => {
    const hasher = nativeHash(algorithm);
    return (
      hasher && {
        update: (chunk) => {
          algorithms.add(algorithm);
          return hasher.update(chunk);
        },
        digest: () => hasher.digest(),
      }
    );
  };
  const patch = await craftPatch(soundParts(override));
  const report = await verifyPatch(once(patch), {
    anchors: [],
    policy: POLICY,
    hash,
    written: () => written,
  });
  return { report, algorithms };
}

describe("verifying a patch whose writer hands over its seal", () => {
  it("reads and checks everything, and computes no MD5", async () => {
    const { report, algorithms } = await readBack({}, {});
    expect(report.verdict).toBe("untrusted");
    expect(report.checks.filter(({ state }) => state === "failed")).toEqual([
      expect.objectContaining({ id: "signature" }),
    ]);
    expect([...algorithms]).toContain("sha256");
    expect([...algorithms]).not.toContain("md5");
  });

  it("still holds the member signature against the checksum", async () => {
    const afterSeal: PatchParts["afterSeal"] = (members) =>
      members.map((member) =>
        member.name === "signature"
          ? { ...member, body: text("0123456789abcdef0123456789abcdef") }
          : member,
      );
    const { report } = await readBack({ afterSeal }, {});
    expect(report.findings.map(({ code }) => code)).toContain(
      "VERIFY_CHECKSUM_MISMATCH",
    );
  });

  it("refuses other bytes than were written", async () => {
    await expect(readBack({ rpms: [EPOCH] }, {})).rejects.toMatchObject({
      code: "SEAL_NOT_AS_WRITTEN",
    });
  });
});
