import { describe, expect, it } from "@jest/globals";
import { checkImaLayout, describeRpm } from "../../src/index.js";
import {
  codeOf,
  headersOf,
  hexOf,
  packagesOf,
  vector,
  type ExpectedSigned,
} from "../support.js";
import {
  anySignatures,
  basePath,
  rewrite,
  SIGNATURE_LENGTH,
  signaturesFor,
  signaturesOf,
} from "./support.js";

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
