import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { describeWithTool, runOk, withTempDir } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import {
  encodeTimestampRequest,
  isPolicy,
  parseTimestampRequest,
} from "../../src/index.js";
import { sha256, utf8 } from "../support.js";

const IMPRINT = sha256(utf8("a signature"));
const PLAIN = { imprint: IMPRINT, policy: undefined, nonce: undefined };

describe("a request for a time stamp", () => {
  it("is read as it was written", () => {
    const nonce = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    const arc = fc.bigInt({ min: 0n, max: 2n ** 70n });
    fc.assert(
      fc.property(
        fc.option(nonce),
        fc.option(fc.array(arc, { maxLength: 5 })),
        (n, arcs) => {
          const request = {
            imprint: IMPRINT,
            policy: arcs === null ? undefined : ["2.999", ...arcs].join("."),
            nonce: n === null ? undefined : n.toString(16),
          };
          const der = encodeTimestampRequest(request);
          expect(parseTimestampRequest(der)).toEqual(request);
        },
      ),
    );
  });

  it("is refused when it is cut off anywhere, or followed by something", () => {
    const der = encodeTimestampRequest({ ...PLAIN, nonce: "ff" });
    const bent = [...der.keys()].map((end) => der.subarray(0, end));
    for (const bytes of [...bent, Uint8Array.of(...der, 0)])
      expect(() => parseTimestampRequest(bytes)).toThrow(
        expect.objectContaining({ code: "TIMESTAMP_MALFORMED" }),
      );
  });

  it("is refused when its number has no digits", () => {
    const der = encodeTimestampRequest({ ...PLAIN, nonce: "ff" });
    // 02 02 00 ff, and behind it the wish for certificates.
    const at = der.length - 7;
    const bent = Uint8Array.of(
      ...der.subarray(0, at),
      2,
      0,
      ...der.subarray(-3),
    );
    bent[1] = bent.length - 2;
    expect(() => parseTimestampRequest(bent)).toThrow(
      expect.objectContaining({ code: "TIMESTAMP_MALFORMED" }),
    );
  });

  it("whose number is negative has another one than its bytes would be without sign", () => {
    const der = encodeTimestampRequest({ ...PLAIN, nonce: "7f" });
    const bent = Uint8Array.from(der);
    // 02 01 7f, and behind it the wish for certificates.
    bent[der.length - 4] = 0xff;
    expect(parseTimestampRequest(bent).nonce).toBe("-1");
  });

  it.each([
    ["1.2.3.4.1", true],
    ["2.999.1", true],
    ["1", false],
    ["1.40.1", false],
    ["3.1.1", false],
    ["1.2.03", false],
    ["1.2.", false],
    [
      `1.2.${"9".repeat(30)}.${"9".repeat(30)}.${"9".repeat(30)}.${"9".repeat(30)}.${"9".repeat(30)}`,
      false,
    ],
    ["", false],
  ])("may ask for the policy %j: %j", (text, isOne) => {
    expect(isPolicy(text)).toBe(isOne);
  });
});

describeWithTool("openssl", "openssl ts -query", () => {
  it.each([
    ["without more", {}, ["-no_nonce"]],
    [
      "with a policy",
      { policy: "1.2.840.113549.1" },
      ["-no_nonce", "-tspolicy", "1.2.840.113549.1"],
    ],
  ])("makes the same bytes %s", async (_, change, more) => {
    await withTempDir(async (folder) => {
      const out = join(folder, "request.tsq");
      await runOk("openssl", [
        ...["ts", "-query", "-digest", Buffer.from(IMPRINT).toString("hex")],
        ...["-sha256", "-cert", ...more, "-out", out],
      ]);
      expect(await readFile(out)).toEqual(
        Buffer.from(encodeTimestampRequest({ ...PLAIN, ...change })),
      );
    });
  });

  it("reads our nonce, and we read its", async () => {
    await withTempDir(async (folder) => {
      const file = join(folder, "request.tsq");
      await writeFile(
        file,
        encodeTimestampRequest({ ...PLAIN, nonce: "fedcba9876543210" }),
      );
      const shown = await runOk("openssl", [
        "ts",
        "-query",
        "-in",
        file,
        "-text",
      ]);
      expect(shown.stdout.toString()).toContain("Nonce: 0xFEDCBA9876543210");
      await runOk("openssl", [
        "ts",
        "-query",
        "-data",
        file,
        "-sha256",
        "-out",
        `${file}2`,
      ]);
      const theirs = parseTimestampRequest(
        new Uint8Array(await readFile(`${file}2`)),
      );
      expect(theirs.nonce).toMatch(/^[0-9a-f]{1,16}$/);
    });
  });
});
