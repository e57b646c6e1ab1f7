import { describe, expect, it } from "@jest/globals";
import type { KeyInfo } from "@stx-patch/core";

import { signatureMs, worthwhileThreads } from "../src/signing-cost.js";

function key(algorithm: KeyInfo["algorithm"], bits: number): KeyInfo {
  return { algorithm, bits, spki: new Uint8Array(0), spkiSha256: "" };
}

describe("threads", () => {
  it.each([
    ["nothing", key("rsa", 2048), 0, 8, 1],
    ["a small package", key("rsa", 2048), 400, 8, 1],
    ["a large one", key("rsa", 2048), 600, 8, 2],
    ["a huge one", key("rsa", 2048), 20_000, 8, 8],
    ["a huge one, one thread wanted", key("rsa", 2048), 20_000, 1, 1],
    ["a small package, a long key", key("rsa", 4096), 400, 8, 8],
    ["a small package, an EC key", key("ec", 256), 50, 8, 2],
  ])(
    "are started when they are worth it: %s",
    (_, info, count, max, threads) => {
      expect(worthwhileThreads(info, count, max)).toBe(threads);
    },
  );

  it("knows that longer keys take longer, odd lengths included", () => {
    const costs = [2048, 2050, 3073, 4096].map((bits) =>
      signatureMs(key("rsa", bits)),
    );
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
    expect(signatureMs(key("ec", 384))).toBeGreaterThan(
      signatureMs(key("ec", 256)),
    );
  });
});
