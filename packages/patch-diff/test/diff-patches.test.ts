import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { verifyPatch } from "@stx-patch/patch-verify";
import { anchorsFrom } from "@stx-patch/trust";
import {
  craftPatch,
  sampleMetadata,
  TEST_KEYS,
  vectorPath,
  type CraftedMember,
  type PatchParts,
} from "@stx-patch/testkit";
import {
  createSnapshotTaker,
  diffPatches,
  type PatchDiff,
  type PatchSnapshot,
} from "../src/index.js";

const rpm = (path: string, name = basename(path)): CraftedMember => ({
  name,
  body: readFileSync(vectorPath("rpm", path)),
});
const NAME = "cgcs-patch-1.0-31.tis.x86_64.rpm";
const CGCS = rpm(`unsigned/4.18/${NAME}`);
const EPOCH = rpm("unsigned/4.18/epoch-2.0-1.noarch.rpm");
const METADATA = sampleMetadata({
  personalities: [{ type: "controller", packages: ["cgcs-patch"] }],
  contents: [NAME],
});

async function snapshot(
  override: Partial<PatchParts> = {},
): Promise<PatchSnapshot> {
  const patch = await craftPatch({
    metadata: METADATA,
    rpms: [CGCS],
    ...override,
  });
  const taker = createSnapshotTaker();
  async function* once(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(patch);
  }
  const report = await verifyPatch(once(), {
    anchors: anchorsFrom(readFileSync(TEST_KEYS.dev.certificate), {
      role: "dev",
      source: "dev",
    }),
    policy: { checkDates: false, now: new Date(0), minRsaBits: 2048 },
    fileDigest: true,
    witness: taker.witness,
    takeSeal: taker.takeSeal,
  });
  return taker.finish(report);
}

async function diff(
  before: Partial<PatchParts>,
  after: Partial<PatchParts>,
): Promise<PatchDiff> {
  return diffPatches(await snapshot(before), await snapshot(after));
}

const SCRIPT = (text: string, mode = 0o755): Partial<PatchParts> => ({
  metadata: { ...METADATA, semantics: ["pre-apply"] },
  scripts: [
    {
      name: "pre-apply/CRAFT_0001",
      body: new TextEncoder().encode(text),
      mode,
    },
  ],
});

describe("the verdict on two patches", () => {
  it("is identical for the same bytes", async () => {
    expect((await diff({}, {})).verdict).toBe("identical");
  });

  it("is same-but-packaging when only compression differs", async () => {
    const gzipTimeChanged = (patch: Uint8Array): Uint8Array => {
      const copy = patch.slice();
      copy[4] = (copy[4] ?? 0) ^ 1;
      return copy;
    };
    const found = await diff({}, { bendGzip: gzipTimeChanged });
    expect(found.verdict).toBe("same-but-packaging");
    expect(found.before.signedSha256).toBe(found.after.signedSha256);
  });

  it("is same-but-signature for another signature over the same bytes", async () => {
    const afterSeal: PatchParts["afterSeal"] = (members) =>
      members.map((member) =>
        member.name === "signature.v2"
          ? { ...member, body: new Uint8Array(256).fill(7) }
          : member,
      );
    const found = await diff({}, { afterSeal });
    expect(found.verdict).toBe("same-but-signature");
    expect(found.after.verdict).toBe("untrusted");
  });

  it.each([
    ["files-only-mainheader/4.14", "4.14", 1],
    ["files-only-sigheader/4.18", "4.18", 1],
    ["signed-sigheader/4.11", "4.11", 1],
    ["signed-mainheader-stx/4.11", "4.11", 1],
  ])(
    "is same-but-signature for an RPM of rpmsign, %s",
    async (folder, version, keys) => {
      const signed = rpm(`${folder}/${NAME}`);
      const plain = rpm(`unsigned/${version}/${NAME}`);
      const found = await diff({ rpms: [plain] }, { rpms: [signed] });
      expect(found.rpms.map(({ state }) => state)).toEqual(["re-signed"]);
      const { signatures } = found.rpms[0]?.after ?? {};
      expect(signatures?.imaKeyIds).toHaveLength(keys);
      expect(found.verdict).toBe("same-but-signature");
    },
  );

  it("is different for a malformed patch, whatever else was found", async () => {
    const bendTar = (tar: Uint8Array): Uint8Array =>
      Buffer.concat([tar, Buffer.alloc(1024, 1)]);
    expect((await diff({}, { bendTar })).verdict).toBe("different");
  });

  it.each<[string, Partial<PatchParts>]>([
    ["a text", { metadata: { ...METADATA, summary: "new" } }],
    ["a required patch", { metadata: { ...METADATA, requires: ["A_0001"] } }],
    [
      "a node type",
      {
        metadata: {
          ...METADATA,
          personalities: [{ type: "worker", packages: ["cgcs-patch"] }],
        },
      },
    ],
    ["a new script", SCRIPT("#!/bin/sh\n")],
    [
      "other bytes of metadata.xml that say the same",
      {
        xml: new TextEncoder().encode(
          `<?xml version="1.0" ?><patch><id>CRAFT_0001</id><sw_version>20.06</sw_version><status>DEV</status><reboot_required>N</reboot_required><personality><type>controller</type><package>cgcs-patch</package></personality><contents><package>${NAME}</package></contents></patch>`,
        ),
      },
    ],
  ])("is different for %s", async (_, after) => {
    expect((await diff({}, after)).verdict).toBe("different");
  });
});

describe("what two patches differ in", () => {
  it("names fields of the metadata and required patches", async () => {
    const { metadata } = await diff(
      { metadata: { ...METADATA, requires: ["A_0001"] } },
      {
        metadata: {
          ...METADATA,
          requires: ["B_0001"],
          status: "REL",
          rebootRequired: true,
        },
      },
    );
    expect(metadata?.fields).toEqual([
      { field: "status", before: "DEV", after: "REL" },
      { field: "rebootRequired", before: false, after: true },
    ]);
    expect(metadata?.requires).toEqual({
      added: ["B_0001"],
      removed: ["A_0001"],
    });
  });

  it.each([
    [SCRIPT("#!/bin/sh\n"), SCRIPT("#!/bin/sh\ntrue\n"), "changed"],
    [SCRIPT("#!/bin/sh\n"), SCRIPT("#!/bin/sh\n", 0o700), "mode"],
    [SCRIPT("#!/bin/sh\n"), {}, "removed"],
  ])("says what became of a script", async (before, after, change) => {
    expect((await diff(before, after)).scripts).toEqual([
      { action: "pre-apply", change },
    ]);
  });

  it("says which RPMs came, went, and changed without a new version", async () => {
    const { rpms, counts } = await diff(
      { rpms: [CGCS] },
      { rpms: [rpm(`unsigned/4.14/${NAME}`), EPOCH] },
    );
    expect(rpms.map(({ package: name, state }) => [name, state])).toEqual([
      ["cgcs-patch.x86_64", "changed"],
      ["epoch.noarch", "added"],
    ]);
    expect(counts).toEqual({ changed: 1, added: 1 });
    expect(rpms[0]?.content?.headerTags).toContain("RPMVERSION");
    expect(rpms[0]?.content?.files).toMatchObject({ added: 0, changed: 0 });
  });

  it("names an RPM that cannot be read and compares the others", async () => {
    const broken = { name: "broken-1-1.noarch.rpm", body: new Uint8Array(9) };
    const { rpms, verdict } = await diff({}, { rpms: [CGCS, broken] });
    expect(rpms.map(({ state }) => state)).toEqual(["identical", "unreadable"]);
    expect(verdict).toBe("different");
  });
});
