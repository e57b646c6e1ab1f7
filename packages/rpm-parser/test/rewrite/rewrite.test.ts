import { describe, expect, it } from "@jest/globals";
import {
  describeRpm,
  fileDigestsToSign,
  rewriteFileSignatures,
  type RpmHashFactory,
} from "../../src/index.js";
import { codeOf, headersOf, vector, nodeHash } from "../support.js";
import { type TagValue, withSignature } from "../variants.js";
import {
  EPOCH,
  rewrite,
  SIGNATURE_LENGTH,
  type Signatures,
} from "./support.js";

describe("what rewriteFileSignatures is given", () => {
  const good = new Uint8Array(SIGNATURE_LENGTH);

  // Found by fuzzing: the result had 33 entries, which no rpm reads.
  it("refuses to add tags to a signature header that is full", async () => {
    const base = await headersOf(vector(EPOCH));
    const has = base.signature.entries.length;
    const filler = Array.from({ length: 31 - has }, (_, i) => [
      2000 + i,
      { type: 4, numbers: [i] },
    ]) as [number, TagValue][];
    const full = withSignature(base, Object.fromEntries(filler));
    const options = {
      layout: "signature",
      signatureLength: SIGNATURE_LENGTH,
      payloadSizeBytes: 0,
      hash: nodeHash,
    } as const;
    const unsigned = await rewriteFileSignatures(full, undefined, options);
    expect(unsigned.prefix()).toHaveLength(unsigned.prefixSizeBytes);
    expect(
      await codeOf(() => rewriteFileSignatures(full, [good], options)),
    ).toBe("RPM_INDEX_LIMIT");
  });

  it.each<[string, Signatures]>([
    ["too few", []],
    ["too many", [good, good]],
    ["a signature of another length", [new Uint8Array(264)]],
    ["an empty signature", [new Uint8Array(0)]],
  ])("refuses %s", async (_, signatures) => {
    const base = vector(EPOCH);
    expect(await codeOf(() => rewrite(base, signatures, "header"))).toBe(
      "RPM_REWRITE_SIGNATURES",
    );
  });

  it("refuses a signature for a file without digest", async () => {
    const base = vector("unsigned/4.18/onlydirs-1-1.noarch.rpm");
    const signatures = [good, undefined, undefined, undefined, undefined];
    expect(await codeOf(() => rewrite(base, signatures, "signature"))).toBe(
      "RPM_REWRITE_SIGNATURES",
    );
  });

  it("takes signatures of different lengths only in the signature header", async () => {
    const base = vector("unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");
    const headers = await headersOf(base);
    const signatures = fileDigestsToSign(describeRpm(headers)).map(
      (digest, i) =>
        digest === undefined ? undefined : new Uint8Array(70 + (i % 3)).fill(1),
    );
    const signed = await headersOf(
      await rewrite(base, signatures, "signature"),
    );
    expect(signed.signature.number(275)).toBe(72);
    expect(await codeOf(() => rewrite(base, signatures, "header"))).toBe(
      "RPM_REWRITE_SIGNATURES",
    );
  });

  it("waits for hashers that answer later", async () => {
    const headers = await headersOf(vector(EPOCH));
    const options = {
      layout: "header" as const,
      signatureLength: SIGNATURE_LENGTH,
      payloadSizeBytes: 1,
    };
    const slow: RpmHashFactory = (algorithm) => {
      const inner = nodeHash(algorithm)!;
      return {
        update: async (chunk) => {
          await new Promise((resolve) => setImmediate(resolve));
          await inner.update(chunk);
        },
        digest: () => Promise.resolve(inner.digest()),
      };
    };
    const md5 = new Uint8Array(16);
    const [waited, expected] = await Promise.all(
      [slow, nodeHash].map((hash) =>
        rewriteFileSignatures(headers, [good], { ...options, hash }),
      ),
    );
    expect(waited!.prefix(md5)).toEqual(expected!.prefix(md5));
  });

  it("refuses a hash factory without SHA-1 and a prefix without MD5", async () => {
    const headers = await headersOf(vector(EPOCH));
    const options = {
      layout: "header" as const,
      signatureLength: SIGNATURE_LENGTH,
      payloadSizeBytes: 1,
    };
    const hash = (): undefined => undefined;
    expect(
      await codeOf(() =>
        rewriteFileSignatures(headers, [good], { ...options, hash }),
      ),
    ).toBe("RPM_HASH_UNAVAILABLE");
    const rewritten = await rewriteFileSignatures(headers, [good], {
      ...options,
      hash: nodeHash,
    });
    expect(await codeOf(() => rewritten.prefix())).toBe("RPM_REWRITE_MD5");
    expect(await codeOf(() => rewritten.prefix(new Uint8Array(15)))).toBe(
      "RPM_REWRITE_MD5",
    );
  });
});
