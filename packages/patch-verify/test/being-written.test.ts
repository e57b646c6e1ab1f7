import { describe, expect, it } from "@jest/globals";
import type { HashAlgorithm, HashFactory } from "@stx-patch/core";
import { nativeHash } from "@stx-patch/node-io";
import type { SealResult } from "@stx-patch/patch-format";
import { craftPatch, type PatchParts } from "@stx-patch/testkit";
import {
  verifyPatch,
  type BeingWritten,
  type SealedContent,
  type VerificationReport,
} from "../src/index.js";
import { CGCS, soundParts, text } from "./support/parts.js";

const OPTIONS = {
  anchors: [],
  policy: { checkDates: false, now: new Date(0), minRsaBits: 2048 },
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** Bytes that each algorithm got. */
function counting(): { hash: HashFactory; bytes: Map<HashAlgorithm, number> } {
  const bytes = new Map<HashAlgorithm, number>();
  const hash: HashFactory = (algorithm) => {
    const hasher = nativeHash(algorithm);
    return (
      hasher && {
        update: (chunk) => {
          bytes.set(algorithm, (bytes.get(algorithm) ?? 0) + chunk.length);
          return hasher.update(chunk);
        },
        digest: () => hasher.digest(),
      }
    );
  };
  return { hash, bytes };
}

async function read(
  override: Partial<PatchParts> = {},
  options: Partial<BeingWritten> = {},
): Promise<{
  report: VerificationReport;
  sealed: SealedContent[];
  seal: SealResult | undefined;
  md5Bytes: number;
}> {
  const sealed: SealedContent[] = [];
  const { hash, bytes } = counting();
  let seal: SealResult | undefined;
  const report = await verifyPatch(
    once(await craftPatch(soundParts(override))),
    {
      ...OPTIONS,
      hash,
      beingWritten: {
        signedMembers: 2,
        knowsMd5: () => false,
        sealed: (content) => sealed.push(content),
        ...options,
      },
      takeSeal: (taken) => {
        seal = taken;
      },
    },
  );
  return { report, sealed, seal, md5Bytes: bytes.get("md5") ?? 0 };
}

describe("verifying a patch that is still being written", () => {
  it("tells the seal as soon as the members that it covers have been read", async () => {
    const { sealed, seal, report } = await read();
    expect(sealed).toHaveLength(1);
    expect(sealed[0]?.seal).toEqual(seal);
    expect(sealed[0]?.rpms.map(({ fileName }) => fileName)).toEqual(
      report.rpms.map(({ fileName }) => fileName),
    );
    expect(report.verdict).toBe("untrusted");
  });

  it("finds the same as it does in a finished one", async () => {
    const { report } = await read();
    const patch = await craftPatch(soundParts());
    expect(report).toEqual(await verifyPatch(once(patch), OPTIONS));
  });

  it("computes no MD5 of an RPM whose writer knows it", async () => {
    const all = await read();
    const without = await read(
      {},
      { knowsMd5: (fileName) => fileName === CGCS.name },
    );
    expect(without.md5Bytes).toBeLessThan(all.md5Bytes);
    expect(without.report.verdict).toBe("untrusted");
  });

  it("tells nothing when other members are there than were announced", async () => {
    const { sealed } = await read({}, { signedMembers: 3 });
    expect(sealed).toEqual([]);
  });

  it("still holds the member signature against the checksum", async () => {
    const afterSeal: PatchParts["afterSeal"] = (members) =>
      members.map((member) =>
        member.name === "signature"
          ? { ...member, body: text("0123456789abcdef0123456789abcdef") }
          : member,
      );
    const { report } = await read({ afterSeal });
    expect(report.findings.map(({ code }) => code)).toContain(
      "VERIFY_CHECKSUM_MISMATCH",
    );
  });
});
