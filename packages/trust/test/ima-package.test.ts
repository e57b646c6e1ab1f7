import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { toHex } from "@stx-patch/core";
import { describeRpm, readRpmHeaders } from "@stx-patch/rpm-parser";
import { generateKeyPair, vectorPath } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import type { ImaSignedPackage } from "../src/index.js";
import { checkImaSignatures } from "../src/index.js";
import { bareAnchor, testAnchor, withCode } from "./support.js";

const ima = testAnchor("ima");
const dev = testAnchor("dev");

/** A package that rpmsign signed: 9 files with a digest and 2 directories. */
const SIGNED = await read(
  "files-only-mainheader/4.14/cgcs-patch-1.0-31.tis.x86_64.rpm",
);

async function read(path: string): Promise<ImaSignedPackage> {
  const bytes = readFileSync(vectorPath("rpm", path));
  return describeRpm(await readRpmHeaders([bytes]));
}

type File = ImaSignedPackage["files"][number];

const [first] = SIGNED.files.filter(({ digest }) => digest !== "") as [File];

/** What is said about one file that differs from a good one. */
async function stateOf(
  change: Partial<File>,
  fileDigestAlgorithm = SIGNED.fileDigestAlgorithm,
): Promise<string | undefined> {
  const files = [{ ...first, ...change }];
  const results = await checkImaSignatures({ fileDigestAlgorithm, files }, [
    dev,
    ima,
  ]);
  return results[0]?.state;
}

/** The good signature with other hex digits from a byte on. */
function patched(atByte: number, hex: string): string {
  const { imaSignature } = first;
  return (
    imaSignature.slice(0, 2 * atByte) +
    hex +
    imaSignature.slice(2 * atByte + hex.length)
  );
}

describe("a package signed by somebody we know", () => {
  it("has a good signature wherever there is a digest, and says whose", async () => {
    const results = await checkImaSignatures(SIGNED, [dev, ima]);
    expect(results.map(({ path }) => path)).toEqual(
      SIGNED.files.map(({ path }) => path),
    );
    for (const [i, { digest }] of SIGNED.files.entries())
      expect(results[i]).toMatchObject(
        digest === ""
          ? { state: "nothing-to-sign", signer: undefined }
          : { state: "good", signer: ima },
      );
  });

  it("is of a wrong key for everybody else", async () => {
    for (const anchors of [[dev], []]) {
      const results = await checkImaSignatures(SIGNED, anchors);
      expect(new Set(results.map(({ state }) => state))).toEqual(
        new Set(["wrong-key", "nothing-to-sign"]),
      );
    }
  });
});

describe("what is wrong with a file", () => {
  it.each<[string, Partial<File>, string]>([
    ["good", {}, "good"],
    [
      "good in capitals",
      { imaSignature: first.imaSignature.toUpperCase() },
      "good",
    ],
    ["no signature", { imaSignature: "" }, "missing"],
    ["a signature without digest", { digest: "" }, "unexpected"],
    ["neither", { digest: "", imaSignature: "" }, "nothing-to-sign"],
    ["another digest", { digest: "00".repeat(32) }, "bad-signature"],
    [
      "another signature",
      { imaSignature: patched(20, "0000") },
      "bad-signature",
    ],
    ["another key id", { imaSignature: patched(3, "00000000") }, "wrong-key"],
    ["another hash", { imaSignature: patched(2, "02") }, "wrong-algorithm"],
    [
      "another declared length",
      { imaSignature: patched(7, "0080") },
      "wrong-length",
    ],
    [
      "a byte too many",
      { imaSignature: `${first.imaSignature}00` },
      "wrong-length",
    ],
    ["an EVM HMAC", { imaSignature: patched(0, "02") }, "malformed"],
    ["no hex", { imaSignature: "zz" }, "malformed"],
    ["an odd number of digits", { imaSignature: "030" }, "malformed"],
    ["a digest that is no hex", { digest: "xx" }, "malformed"],
    ["a digest of another length", { digest: "00" }, "malformed"],
  ])("%s: %s", async (_name, change, state) => {
    expect(await stateOf(change)).toBe(state);
  });

  it.each(["ripemd160", "sha3-256", "sha3-512"] as const)(
    "%s digests are never signed",
    async (algorithm) => {
      expect(await stateOf({}, algorithm)).toBe("wrong-algorithm");
      expect(await stateOf({ imaSignature: "" }, algorithm)).toBe("missing");
    },
  );
});

describe("whatever a package holds", () => {
  const anyText = fc.oneof(
    fc.string(),
    fc.uint8Array({ maxLength: 400 }).map(toHex),
    fc
      .uint8Array({ maxLength: 400 })
      .map((bytes) => `030204ec5b8084${toHex(bytes)}`),
  );

  it("gives a result for each file, and none is good by accident", async () => {
    const ec = bareAnchor(
      generateKeyPair({ kind: "ec", curve: "P-256" }).publicPem,
    );
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (digest, imaSignature) => {
        const files = [{ path: "/a", digest, imaSignature }];
        const rpm = { fileDigestAlgorithm: "sha256", files } as const;
        const results = await checkImaSignatures(rpm, [ima, ec]);
        expect(results).toHaveLength(1);
        expect(results[0]?.state).not.toBe("good");
      }),
    );
  });
});

describe("an anchor that is no key", () => {
  it("is an error, not a result", async () => {
    const key = { ...ima.key, spki: new Uint8Array(4) };
    await expect(checkImaSignatures(SIGNED, [{ key }])).rejects.toThrow(
      withCode("TRUST_MALFORMED"),
    );
  });
});
