import { describe, expect, it } from "@jest/globals";
import { describeRpm, rewriteFileSignatures } from "../../src/index.js";
import {
  codeOf,
  headersOf,
  hexOf,
  packagesOf,
  vector,
  nodeHash,
  type ExpectedSigned,
} from "../support.js";
import {
  basePath,
  EPOCH,
  rewrite,
  SIGNATURE_LENGTH,
  signaturesFor,
  signaturesOf,
} from "./support.js";

const MAIN_LAYOUT_SETS = ["signed-mainheader-stx", "files-only-mainheader"];

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
