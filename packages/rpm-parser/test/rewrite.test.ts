import { describe, expect, it } from "@jest/globals";

import {
  checkImaLayout,
  describeRpm,
  fileDigestsToSign,
  type ImaLayout,
  rewriteFileSignatures,
  type RpmHashFactory,
  type RewrittenRpm,
} from "../src/index.js";
import {
  codeOf,
  type ExpectedSigned,
  headersOf,
  hexOf,
  nodeHash,
  packagesOf,
  vector,
} from "./support.js";
import { type TagValue, withSignature } from "./variants.js";

const SIGNATURE_LENGTH = 265;
const MAIN_LAYOUT_SETS = ["signed-mainheader-stx", "files-only-mainheader"];
const EPOCH = "unsigned/4.18/epoch-2.0-1.noarch.rpm";

type Signatures = readonly (Uint8Array | undefined)[] | undefined;

/** Rewrites a whole package in memory, as a caller would while streaming. */
async function rewrite(
  bytes: Uint8Array,
  signatures: Signatures,
  layout: ImaLayout,
): Promise<Uint8Array> {
  const headers = await headersOf(bytes);
  const payload = bytes.subarray(headers.payloadOffset);
  const rewritten = await rewriteFileSignatures(headers, signatures, {
    layout,
    signatureLength: SIGNATURE_LENGTH,
    payloadSizeBytes: payload.length,
    hash: nodeHash,
  });
  const prefix = prefixOf(rewritten, payload);
  expect(prefix).toHaveLength(rewritten.prefixSizeBytes);
  return Buffer.concat([prefix, payload]);
}

function prefixOf(rewritten: RewrittenRpm, payload: Uint8Array): Uint8Array {
  if (!rewritten.needsPayloadMd5) return rewritten.prefix();
  const md5 = hexOf("md5", rewritten.mainHeader, payload);
  return rewritten.prefix(Buffer.from(md5, "hex"));
}

function signaturesOf({ fileSignatures }: ExpectedSigned): Signatures {
  return (fileSignatures ?? []).map((hex) =>
    hex === "" ? undefined : Buffer.from(hex, "hex"),
  );
}

/** The signatures a vector must get, also where the tags are absent because there are no files. */
async function signaturesFor(
  base: Uint8Array,
  expected: ExpectedSigned,
): Promise<Signatures> {
  if (expected.fileSignatures !== null) return signaturesOf(expected);
  const { files } = describeRpm(await headersOf(base));
  return files.map(() => undefined);
}

function basePath(expected: ExpectedSigned): string {
  return expected.base.replace("../", "");
}

describe("main-header layout", () => {
  const packages = MAIN_LAYOUT_SETS.flatMap((set) =>
    packagesOf<ExpectedSigned>(set),
  );

  it("covers all 47 vectors", () => {
    expect(packages).toHaveLength(47);
  });

  it.each(packages)("gives %s byte for byte", async (path, expected) => {
    const base = vector(basePath(expected));
    const signed = await rewrite(
      base,
      await signaturesFor(base, expected),
      "header",
    );
    expect(hexOf("sha256", signed)).toBe(expected.sha256);
    expect(Buffer.compare(signed, vector(path))).toBe(0);
  });

  it.each(packages)(
    "changes nothing in %s when repeated",
    async (path, expected) => {
      const signed = vector(path);
      const again = await rewrite(
        signed,
        await signaturesFor(signed, expected),
        "header",
      );
      expect(Buffer.compare(again, signed)).toBe(0);
    },
  );

  it.each(packages)("removes from %s what it added", async (path) => {
    const removed = await rewrite(vector(path), undefined, "header");
    const headers = await headersOf(removed);
    expect(describeRpm(headers).imaLayout).toBe("none");
    const base = await headersOf(vector(path.replace(/^[^/]*/, "unsigned")));
    expect(headers.main.bytes).toEqual(base.main.bytes);
  });

  it("drops OpenPGP signatures, which no longer fit", async () => {
    const path = "4.18/cgcs-patch-1.0-31.tis.x86_64.rpm";
    const [, expected] = packagesOf<ExpectedSigned>(
      "files-only-mainheader",
    ).find(([name]) => name.endsWith(path))!;
    for (const set of ["signed-mainheader", "signed-sigheader"]) {
      const signed = await rewrite(
        vector(`${set}/${path}`),
        signaturesOf(expected),
        "header",
      );
      expect(hexOf("sha256", signed)).toBe(expected.sha256);
    }
  });

  it("signs packages with OLDFILENAMES", async () => {
    const { main } = await headersOf(
      vector("signed-mainheader-stx/4.11/oldfilenames-1-1.noarch.rpm"),
    );
    expect(main.strings(5090)?.map((text) => text.length)).toEqual([
      0, 530, 0, 0, 530,
    ]);
  });

  it("stores 64-bit sizes from 4 GiB - 1 on, taking the growth from the reserve", async () => {
    const headers = await headersOf(vector(EPOCH));
    const tagsAt = async (total: number): Promise<[number, number][]> => {
      const { mainHeader } = await rewriteFileSignatures(headers, undefined, {
        layout: "header",
        signatureLength: SIGNATURE_LENGTH,
        payloadSizeBytes: 0,
        hash: nodeHash,
      });
      const rewritten = await rewriteFileSignatures(headers, undefined, {
        layout: "header",
        signatureLength: SIGNATURE_LENGTH,
        payloadSizeBytes: total - mainHeader.length,
        hash: nodeHash,
      });
      const { signature } = await headersOf(
        rewritten.prefix(new Uint8Array(16)),
      );
      expect(signature.number(270) ?? signature.number(1000)).toBe(total);
      return signature.entries.map(({ tag, data }) => [tag, data.length]);
    };
    expect(await tagsAt(0xfffffffe)).toEqual([
      [269, 41],
      [273, 65],
      [1000, 4],
      [1004, 16],
      [1007, 4],
      [1008, 32],
    ]);
    // 41 bytes, 7 of alignment, two 8-byte sizes, 65 and 16: 145 where it was 132.
    expect(await tagsAt(0xffffffff)).toEqual([
      [269, 41],
      [270, 8],
      [271, 8],
      [273, 65],
      [1004, 16],
      [1008, 19],
    ]);
  });

  it("refuses v6 and v3 packages", async () => {
    const v6 = vector("unsigned/6.0/filekinds-1.0-1.x86_64.rpm");
    const v3 = vector("malformed/hdr-region-missing.rpm");
    expect(await codeOf(() => rewrite(v6, undefined, "header"))).toBe(
      "RPM_REWRITE_V6",
    );
    expect(await codeOf(() => rewrite(v3, undefined, "header"))).toBe(
      "RPM_REWRITE_V3",
    );
    expect(await codeOf(() => rewrite(v3, undefined, "signature"))).toBe(
      "RPM_REWRITE_V3",
    );
  });
});

describe("signature-header layout", () => {
  const packages = packagesOf<ExpectedSigned>("files-only-sigheader");

  it.each(packages)("gives %s byte for byte", async (path, expected) => {
    const base = vector(basePath(expected));
    const signed = await rewrite(
      base,
      await signaturesFor(base, expected),
      "signature",
    );
    expect(hexOf("sha256", signed)).toBe(expected.sha256);
    expect(Buffer.compare(signed, vector(path))).toBe(0);
  });

  it.each(packages)(
    "changes nothing in %s when repeated",
    async (path, expected) => {
      const signed = vector(path);
      const again = await rewrite(
        signed,
        await signaturesFor(signed, expected),
        "signature",
      );
      expect(Buffer.compare(again, signed)).toBe(0);
    },
  );

  it.each(packages)(
    "gives the unsigned package back from %s",
    async (path, expected) => {
      const removed = await rewrite(vector(path), undefined, "signature");
      expect(Buffer.compare(removed, vector(basePath(expected)))).toBe(0);
    },
  );

  it("keeps OpenPGP signatures", async () => {
    const [path, expected] = packagesOf<ExpectedSigned>(
      "signed-sigheader",
    ).find(([name]) => name.endsWith("4.18/epoch-2.0-1.noarch.rpm"))!;
    const signed = vector(path);
    const again = await rewrite(signed, signaturesOf(expected), "signature");
    expect(Buffer.compare(again, signed)).toBe(0);
  });

  it("works for v6 packages and leaves their reserve alone", async () => {
    const base = vector("unsigned/6.0/filekinds-1.0-1.x86_64.rpm");
    const { files } = describeRpm(await headersOf(base));
    const signatures = files.map(({ digest }) =>
      digest === "" ? undefined : new Uint8Array(SIGNATURE_LENGTH).fill(3),
    );
    const signed = await rewrite(base, signatures, "signature");
    const { signature, main, leadBytes } = await headersOf(signed);
    expect(signature.entries.map(({ tag }) => tag)).toEqual([
      273, 274, 275, 279, 999,
    ]);
    expect(signature.bytesOf(999)).toHaveLength(4128);
    expect(leadBytes).toEqual(base.slice(0, 96));
    expect(main.bytes).toEqual((await headersOf(base)).main.bytes);
  });

  it("moves entries from behind the region away and replaces them", async () => {
    const wild = vector("malformed/wild-ima-outside-region.rpm");
    const removed = await rewrite(wild, undefined, "signature");
    expect(describeRpm(await headersOf(removed)).imaLayout).toBe("none");
  });

  it("refuses packages with OLDFILENAMES, which rpm would leave unsigned", async () => {
    const base = vector("unsigned/4.11/oldfilenames-1-1.noarch.rpm");
    const signatures = await anySignatures(base);
    expect(await codeOf(() => rewrite(base, signatures, "signature"))).toBe(
      "RPM_REWRITE_OLD_NAMES",
    );
    expect(await codeOf(() => rewrite(base, undefined, "signature"))).toBe(
      "none",
    );
  });
});

describe("from one layout to the other", () => {
  const signedBoth = [
    "known-bad/both-layouts.rpm",
    "malformed/ima-both-layouts.rpm",
  ];

  it.each(signedBoth)("cleans %s for either layout", async (path) => {
    const bytes = vector(path);
    const signatures = await anySignatures(bytes);
    for (const layout of ["header", "signature"] as const) {
      const headers = await headersOf(await rewrite(bytes, signatures, layout));
      expect(describeRpm(headers).imaLayout).toBe(layout);
      expect(checkImaLayout(headers)).toEqual([]);
    }
  });

  it("writes a new main header when its signatures must go", async () => {
    const path = "4.18/cgcs-patch-1.0-31.tis.x86_64.rpm";
    const signed = vector(`files-only-mainheader/${path}`);
    const moved = await rewrite(
      signed,
      await anySignatures(signed),
      "signature",
    );
    const headers = await headersOf(moved);
    const unsigned = await headersOf(vector(`unsigned/${path}`));
    expect(headers.main.bytes).toEqual(unsigned.main.bytes);
    expect(describeRpm(headers).imaLayout).toBe("signature");
    const again = await rewrite(moved, await anySignatures(moved), "signature");
    expect(Buffer.compare(again, moved)).toBe(0);
  });

  it("refuses to write a new main header for a v6 package", async () => {
    const base = vector("unsigned/6.0/filekinds-1.0-1.x86_64.rpm");
    expect(
      await codeOf(async () =>
        rewrite(base, await anySignatures(base), "header"),
      ),
    ).toBe("RPM_REWRITE_V6");
  });
});

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

async function anySignatures(bytes: Uint8Array): Promise<Signatures> {
  const info = describeRpm(await headersOf(bytes));
  return fileDigestsToSign(info).map((digest) =>
    digest === undefined ? undefined : new Uint8Array(SIGNATURE_LENGTH).fill(7),
  );
}
