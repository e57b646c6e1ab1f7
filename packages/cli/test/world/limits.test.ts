import { describe, expect, it } from "@jest/globals";
import type { LIMITS } from "@stx-patch/core";
import { DEFAULT_LIMITS } from "@stx-patch/core";
import { parseLimits } from "../../src/world/limits.js";

function withCode(code: string, remedy?: string): Error {
  return expect.objectContaining(
    remedy === undefined ? { code } : { code, remedy },
  ) as unknown as Error;
}

describe("--limit", () => {
  it.each<[option: string, name: keyof typeof LIMITS, value: number]>([
    ["maxTarMembers=5", "maxTarMembers", 5],
    ["maxPatchBytes=128G", "maxPatchBytes", 128 * 2 ** 30],
    ["maxScriptBytes=8m", "maxScriptBytes", 8 * 2 ** 20],
    ["maxPatchBytes=1T", "maxPatchBytes", 2 ** 40],
    ["maxTarMetaBytes=1K", "maxTarMetaBytes", 1024],
  ])("takes %s", (option, name, value) => {
    expect(parseLimits([option])).toEqual({ ...DEFAULT_LIMITS, [name]: value });
  });

  it("takes several, the last one of a name counting", () => {
    const limits = parseLimits([
      "maxSeconds=1",
      "maxFindings=2",
      "maxSeconds=3",
    ]);
    expect(limits).toMatchObject({ maxSeconds: 3, maxFindings: 2 });
  });

  it.each(["", "0", "-1", "1.5", "8MB", "1e3", " 5", "9999999999G", "0x10"])(
    "refuses the value %j",
    (value) => {
      expect(() => parseLimits([`maxSeconds=${value}`])).toThrow(
        withCode("CLI_LIMIT_VALUE"),
      );
    },
  );

  it("refuses a name without value", () => {
    expect(() => parseLimits(["maxSeconds"])).toThrow(
      withCode("CLI_LIMIT_VALUE"),
    );
  });

  it("proposes the nearest name", () => {
    expect(() => parseLimits(["maxTarMember=5"])).toThrow(
      withCode("CLI_LIMIT_UNKNOWN", "Did you mean maxTarMembers?"),
    );
  });

  it.each(["toString=1", "__proto__=1", "constructor=1"])(
    "knows no %s",
    (option) => {
      expect(() => parseLimits([option])).toThrow(
        withCode("CLI_LIMIT_UNKNOWN"),
      );
    },
  );
});
