import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import {
  blockwiseInflater,
  pakoInflater,
  readGzip,
  readTar,
} from "@stx-patch/archive";
import type { PatchSigner } from "@stx-patch/core";
import { nativeDeflater, nativeHash } from "@stx-patch/node-io";
import {
  verifyPatch,
  type VerificationReport,
  type VerifyOptions,
} from "@stx-patch/patch-verify";
import {
  chunked,
  codeOf,
  collect,
  collectCopies,
  developmentSigner,
  recycled,
  spoiling,
  TEST_KEYS,
  vectorPath,
} from "@stx-patch/testkit";
import { loadPrivateKey, createPatchSigner } from "@stx-patch/signing";
import {
  rewritePatch,
  type RewriteOptions,
  type VerifiedContent,
} from "../src/index.js";

const SEMANTICS = "in-service-semantics/INSVC_0001.patch";
const PATCHES = [
  SEMANTICS,
  "gnu-tar-headers/GNU_0001.patch",
  "release-2.0-metadata/OLD_0001.patch",
  "signed-formal/FORMAL_0001.patch",
];
const CARRIED_OVER = ["software.tar", "semantics.tar"];

const vector = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(vectorPath("patch", name)));

/** Content and time of the members, by name. */
async function membersOf(
  patch: Uint8Array,
): Promise<Map<string, { body: Uint8Array; mtimeSeconds: number }>> {
  const members = new Map<string, { body: Uint8Array; mtimeSeconds: number }>();
  for await (const { name, body, mtimeSeconds } of readTar(
    readGzip(chunked(patch, [65_536])),
  ))
    members.set(name, { body: await collectCopies(body), mtimeSeconds });
  return members;
}

const ANCHORS: VerifyOptions["anchors"] = [
  {
    role: "dev",
    source: "key",
    certificate: undefined,
    key: developmentSigner().key,
  },
];

async function verify(
  patch: Uint8Array,
): Promise<{ report: VerificationReport; verified: VerifiedContent }> {
  let seal: VerifiedContent["seal"] | undefined;
  const report = await verifyPatch(chunked(patch, [65_536]), {
    anchors: ANCHORS,
    policy: { checkDates: false, now: new Date(0), minRsaBits: 2048 },
    hash: nativeHash,
    takeSeal: (taken) => {
      seal = taken;
    },
  });
  if (report.metadata === null || seal === undefined)
    throw new Error("the patch cannot be read");
  return {
    report,
    verified: { metadata: report.metadata, seal, members: report.members },
  };
}

/** A signer that counts how often it was asked. */
function counting(): { signer: PatchSigner; asked: () => number } {
  let count = 0;
  const development = developmentSigner();
  return {
    asked: () => count,
    signer: {
      key: development.key,
      sign: (sha256) => {
        count += 1;
        return development.sign(sha256);
      },
    },
  };
}

async function rewrite(
  patch: Uint8Array,
  change: Partial<RewriteOptions> = {},
): Promise<Uint8Array> {
  const { verified } = await verify(patch);
  return collect(
    rewritePatch(chunked(patch, [65_536]), {
      verified,
      hash: nativeHash,
      signer: developmentSigner(),
      deflater: nativeDeflater,
      ...change,
    }),
  );
}

describe("rewritePatch", () => {
  it.each(PATCHES)("carries over all signed bytes of %s", async (name) => {
    const old = vector(name);
    const patch = await rewrite(old);
    const [before, after] = [await membersOf(old), await membersOf(patch)];
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const member of ["metadata.tar", ...CARRIED_OVER, "signature"])
      expect(after.get(member)?.body).toEqual(before.get(member)?.body);
    expect((await verify(patch)).report.verdict).toBe("trusted");
  });

  it.each(PATCHES)("puts new metadata into %s and seals it", async (name) => {
    const old = vector(name);
    const { verified } = await verify(old);
    const metadata = {
      ...verified.metadata,
      status: "OBS",
      summary: "a <&> b",
    };
    const patch = await rewrite(old, { metadata });
    const [before, after] = [await membersOf(old), await membersOf(patch)];
    for (const member of CARRIED_OVER)
      expect(after.get(member)?.body).toEqual(before.get(member)?.body);
    const { report } = await verify(patch);
    expect(report.verdict).toBe("trusted");
    expect(report.metadata).toEqual({
      ...metadata,
      requires: [...new Set(metadata.requires)].sort(),
    });
  });

  it("takes its time from the old metadata.tar, unless it is told one", async () => {
    const old = vector(SEMANTICS);
    const before = (await membersOf(old)).get("metadata.tar")?.mtimeSeconds;
    const times = async (patch: Uint8Array): Promise<Set<number>> =>
      new Set(
        [...(await membersOf(patch)).values()].map((m) => m.mtimeSeconds),
      );
    expect(await times(await rewrite(old))).toEqual(new Set([before]));
    const told = await rewrite(old, { mtimeSeconds: 1_000_000_000 });
    expect(await times(told)).toEqual(new Set([1_000_000_000]));
    expect(new DataView(told.buffer).getUint32(4, true)).toBe(1_000_000_000);
  });

  it("gives the same bytes each time, and back again those of before", async () => {
    const { verified } = await verify(vector(SEMANTICS));
    const first = await rewrite(vector(SEMANTICS), {
      metadata: verified.metadata,
    });
    const metadata = { ...verified.metadata, status: "REL" };
    const released = await rewrite(first, { metadata });
    expect(await rewrite(first, { metadata })).toEqual(released);
    expect(await rewrite(released, { metadata: verified.metadata })).toEqual(
      first,
    );
  });

  it("keeps nothing of memory that is used again", async () => {
    const old = vector(SEMANTICS);
    const { verified } = await verify(old);
    const patch = await collectCopies(
      rewritePatch(recycled(old, 1000), {
        verified,
        hash: nativeHash,
        signer: developmentSigner(),
        deflater: nativeDeflater,
        inflater: spoiling(blockwiseInflater(pakoInflater)),
        recycle: true,
      }),
    );
    expect(patch).toEqual(await rewrite(old));
  });

  it("takes a signature that was made elsewhere", async () => {
    const old = vector(SEMANTICS);
    const pem = readFileSync(TEST_KEYS.formal.privateKey);
    const formal = createPatchSigner(loadPrivateKey(pem, { source: "formal" }));
    const { verified } = await verify(old);
    const signature = await formal.sign(verified.seal.sha256);
    const signer = { key: formal.key, sign: () => Promise.resolve(signature) };
    const members = await membersOf(await rewrite(old, { signer }));
    expect(members.get("signature.v2")?.body).toEqual(signature);
  });

  describe("signs nothing", () => {
    const old = vector(SEMANTICS);

    it.each([
      ["keeps its metadata", {}],
      ["gets new metadata", { status: "REL" }],
    ])("when another patch is there and %s", async (_, change) => {
      const { signer, asked } = counting();
      const { verified } = await verify(
        vector("pre-apply-only/INSVC_0002.patch"),
      );
      const metadata = { ...verified.metadata, ...change };
      const code = await codeOf(
        rewrite(old, {
          verified,
          signer,
          ...(Object.keys(change).length === 0 ? {} : { metadata }),
        }),
      );
      expect(code).toBe("BUILD_PATCH_CHANGED");
      expect(asked()).toBe(0);
    });

    it("when the same file has lost its end meanwhile", async () => {
      const { signer, asked } = counting();
      const { verified } = await verify(old);
      const cut = old.subarray(0, old.length - 1);
      const rewriting = rewritePatch(chunked(cut, [4096]), {
        verified,
        hash: nativeHash,
        signer,
      });
      expect(await codeOf(collect(rewriting))).toBe("GZIP_TRUNCATED");
      expect(asked()).toBe(0);
    });
  });

  it("closes the source when its reader goes away", async () => {
    const old = vector(SEMANTICS);
    const { verified } = await verify(old);
    let isClosed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* chunked(old, [512]);
      } finally {
        isClosed = true;
      }
    }
    const options = {
      verified,
      hash: nativeHash,
      signer: developmentSigner(),
      deflater: nativeDeflater,
    };
    let chunks = 0;
    for await (const chunk of rewritePatch(source(), options)) {
      chunks += chunk.length > 0 ? 1 : 0;
      if (chunks === 2) break;
    }
    expect(isClosed).toBe(true);
  });
});
