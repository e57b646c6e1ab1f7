import { describe, expect, it } from "@jest/globals";
import { processorMs } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";

import {
  checkImaLayout,
  createDigestChecker,
  describeRpm,
  encodeHeader,
  openRpm,
  rewriteFileSignatures,
  RpmError,
} from "../src/index.js";
import { headersOf, nodeHash, vector } from "./support.js";

const SAMPLES = [
  "unsigned/4.18/filekinds-1.0-1.x86_64.rpm",
  "unsigned/4.11/oldfilenames-1-1.noarch.rpm",
  "unsigned/4.18/scriptlets-1-1.noarch.rpm",
  "signed-sigheader/4.18/epoch-2.0-1.noarch.rpm",
  "files-only-mainheader/4.18/payload-gzip-1-1.noarch.rpm",
  "unsigned/6.0/payload-rpm6v4-1-1.noarch.rpm",
  "unsigned/6.0/filekinds-1.0-1.x86_64.rpm",
];

type Outcome = "refused" | "not ok" | "ok";

/** Does everything a user would; whatever is not an RpmError fails the test. */
async function useEverything(bytes: Uint8Array): Promise<Outcome> {
  try {
    const { headers, payload } = await openRpm([bytes]);
    checkImaLayout(headers);
    const checker = await createDigestChecker(headers, nodeHash);
    for await (const chunk of payload) await checker.update(chunk);
    const { ok, payloadSizeBytes } = await checker.finish();
    describeRpm(headers);
    for (const layout of ["header", "signature"] as const)
      await removeSignatures(headers, layout, payloadSizeBytes);
    return ok ? "ok" : "not ok";
  } catch (error) {
    if (error instanceof RpmError) return "refused";
    throw error;
  }
}

/** Formats that cannot be rewritten are no news here. */
async function removeSignatures(
  headers: Parameters<typeof rewriteFileSignatures>[0],
  layout: "header" | "signature",
  payloadSizeBytes: number,
): Promise<void> {
  const options = {
    layout,
    signatureLength: 265,
    payloadSizeBytes,
    hash: nodeHash,
  };
  try {
    const rewritten = await rewriteFileSignatures(headers, undefined, options);
    expect(rewritten.prefix(new Uint8Array(16))).toHaveLength(
      rewritten.prefixSizeBytes,
    );
  } catch (error) {
    if (!(error instanceof RpmError)) throw error;
    expect(error.code).toMatch(/^RPM_(REWRITE_V|TAG_TYPE|NUMBER_RANGE)/);
  }
}

describe("a damaged package", () => {
  const samples = SAMPLES.map((path) => ({ path, bytes: vector(path) }));
  const sample = fc.constantFrom(...samples);

  it("is none of the samples themselves", async () => {
    for (const { bytes } of samples)
      expect(await useEverything(bytes)).toBe("ok");
  });

  it("is noticed for every flipped bit in main header and payload, and never breaks the reader", async () => {
    await fc.assert(
      fc.asyncProperty(sample, fc.nat(), fc.nat(7), async (chosen, at, bit) => {
        const bytes = chosen.bytes.slice();
        const position = at % bytes.length;
        bytes[position]! ^= 1 << bit;
        const outcome = await useEverything(bytes);
        const { mainHeaderOffset } = await headersOf(chosen.bytes);
        // Lead, signature header and padding are covered by nothing (spec section 5).
        if (position >= mainHeaderOffset) expect(outcome).not.toBe("ok");
      }),
      { numRuns: 800 },
    );
  });

  it("never breaks the reader with any of its header bytes changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        sample,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), {
          minLength: 1,
          maxLength: 8,
        }),
        async (chosen, changes) => {
          const bytes = chosen.bytes.slice();
          const { payloadOffset } = await headersOf(chosen.bytes);
          for (const [at, byte] of changes) bytes[at % payloadOffset] = byte;
          await useEverything(bytes);
        },
      ),
      { numRuns: 600 },
    );
  });

  it("is noticed wherever it is cut off", async () => {
    await fc.assert(
      fc.asyncProperty(sample, fc.nat(), async ({ bytes }, length) => {
        const cut = bytes.subarray(0, length % bytes.length);
        expect(await useEverything(cut)).not.toBe("ok");
      }),
      { numRuns: 300 },
    );
  });

  it("is refused when it is noise behind a lead", async () => {
    const lead = samples[0]!.bytes.subarray(0, 96);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
        const bytes = Buffer.concat([lead, noise]);
        expect(await useEverything(bytes)).toBe("refused");
      }),
    );
  });
});

describe("a main header made to hurt", () => {
  it("of 65,535 overlapping string arrays is refused in time", async () => {
    const base = await headersOf(vector(SAMPLES[0]!));
    const data = new Uint8Array(1_000_000);
    const bytes = encodeHeader(
      Array.from({ length: 65_534 }, (_, i) => ({
        tag: 10_000 + i,
        type: 7,
        count: 1,
        data: i === 0 ? data : Uint8Array.of(0),
      })),
      63,
    );
    const view = new DataView(bytes.buffer);
    for (let entry = 1; entry < 65_535; entry += 1) {
      view.setUint32(16 + 16 * entry + 4, 8);
      view.setUint32(16 + 16 * entry + 8, 0);
      view.setUint32(16 + 16 * entry + 12, 1_000_000);
    }
    const package_ = [
      base.leadBytes,
      base.signature.bytes,
      new Uint8Array(base.signaturePaddingBytes),
      bytes,
    ];
    const spentMs = await processorMs(async () => {
      await expect(openRpm(package_)).rejects.toMatchObject({
        code: "RPM_ENTRY_OVERLAP",
      });
    });
    expect(spentMs).toBeLessThan(2000);
  });
});
