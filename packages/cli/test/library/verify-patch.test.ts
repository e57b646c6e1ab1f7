import { createReadStream, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { codeOf, TEST_KEYS, vectorPath } from "@stx-patch/testkit";
import { anchorsFrom } from "@stx-patch/trust";
import { queryPatch, verifyPatch } from "../../src/index.js";

const PATCH = vectorPath("patch", "flags/FLAG_0001.patch");
const { certificate } = TEST_KEYS.dev;

describe("verifying a patch from a program", () => {
  it("trusts whom it is told to, named by file and role", async () => {
    const report = await verifyPatch(PATCH, { trust: [`dev=${certificate}`] });
    expect(report).toMatchObject({
      verdict: "trusted",
      signer: { role: "dev" },
    });
  });

  it("takes anchors that were made before, and a stream", async () => {
    const anchors = anchorsFrom(readFileSync(certificate), {
      source: "ours",
      role: "dev",
    });
    const report = await verifyPatch(createReadStream(PATCH), {
      trust: anchors,
    });
    expect(report).toMatchObject({
      verdict: "trusted",
      signer: { anchor: "ours" },
    });
  });

  it("trusts nobody when nobody is named, whatever the environment says", async () => {
    process.env["STX_PATCH_TRUST"] = certificate;
    try {
      const report = await verifyPatch(PATCH, { trust: [] });
      expect(report.verdict).toBe("untrusted");
    } finally {
      delete process.env["STX_PATCH_TRUST"];
    }
  });

  it.each([NaN, -1, 0, 1.5, Infinity, "10" as unknown as number])(
    "refuses %s for a limit: nothing would ever be larger, or everything",
    async (maxPatchBytes) => {
      const limits = { maxPatchBytes };
      expect(await codeOf(verifyPatch(PATCH, { trust: [], limits }))).toBe(
        "CLI_LIMIT_VALUE",
      );
      expect(await codeOf(queryPatch(PATCH, { trust: [], limits }))).toBe(
        "CLI_LIMIT_VALUE",
      );
    },
  );

  it("takes the usual limit for one that is undefined, and refuses one that is none", async () => {
    const undefinedLimit = { maxPatchBytes: undefined } as object;
    const report = await verifyPatch(PATCH, {
      trust: [`dev=${certificate}`],
      limits: undefinedLimit,
    });
    expect(report.verdict).toBe("trusted");
    const misspelt = { maxPatchByte: 10 } as object;
    expect(
      await codeOf(verifyPatch(PATCH, { trust: [], limits: misspelt })),
    ).toBe("CLI_LIMIT_UNKNOWN");
  });

  it("holds the patch against policy, limits and a target", async () => {
    const trust = [`dev=${certificate}`];
    const strict = await verifyPatch(PATCH, {
      trust,
      requireRole: "formal",
      target: "stx-20.06",
      targetAcceptsDev: true,
    });
    expect(strict).toMatchObject({
      verdict: "untrusted",
      target: { outcome: "accepted" },
    });
    const narrow = await verifyPatch(PATCH, {
      trust,
      limits: { maxPatchBytes: 10 },
    });
    expect(narrow.verdict).toBe("malformed");
  });

  it("stops when it is told to", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(verifyPatch(PATCH, { trust: [], signal })).rejects.toThrow(
      "enough",
    );
    const stop = new AbortController();
    const stopped = verifyPatch(PATCH, {
      trust: [],
      signal: stop.signal,
      onProgress: () => {
        stop.abort(new Error("later"));
      },
    });
    await expect(stopped).rejects.toThrow("later");
  });

  it("fails with a code for what cannot be read", async () => {
    expect(await codeOf(verifyPatch("missing.patch", { trust: [] }))).toBe(
      "IO_NOT_FOUND",
    );
    expect(await codeOf(verifyPatch(PATCH, { trust: ["missing.pem"] }))).toBe(
      "CLI_TRUST_UNREADABLE",
    );
  });
});

describe("asking what is in a patch", () => {
  it("says what it holds, and whether to believe it", async () => {
    const contents = await queryPatch(PATCH, { trust: [`dev=${certificate}`] });
    expect(contents).toMatchObject({
      verdict: "trusted",
      metadata: { id: "FLAG_0001", swVersion: "20.06" },
    });
    expect(contents.rpms.length).toBeGreaterThan(0);
    expect((await queryPatch(PATCH, { trust: [] })).verdict).toBe("untrusted");
  });

  it("refuses what is no patch", async () => {
    expect(await codeOf(queryPatch(certificate, { trust: [] }))).toBe(
      "CLI_PATCH_MALFORMED",
    );
  });
});
