import { describe, expect, it } from "@jest/globals";
import { parseTarget } from "../../src/world/target.js";
import { parseTime } from "../../src/world/trust-policy.js";

function withCode(code: string, remedy?: string): Error {
  return expect.objectContaining(
    remedy === undefined ? { code } : { code, remedy },
  ) as unknown as Error;
}

describe("--at", () => {
  it.each([
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["2026-01-31T12:00Z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31T12:00:05.5Z", "2026-01-31T12:00:05.500Z"],
    ["2026-01-31T00:30:00+02:00", "2026-01-30T22:30:00.000Z"],
  ])("reads %s", (text, iso) => {
    expect(parseTime(text).toISOString()).toBe(iso);
  });

  it.each([
    "",
    "now",
    "2026",
    "2026-1-1",
    "2026-02-30",
    "2026-13-01",
    "31.01.2026",
    "2026-01-31T12:00",
    "2026-01-31 12:00Z",
  ])("refuses %j", (text) => {
    expect(() => parseTime(text)).toThrow(withCode("CLI_TIME_INVALID"));
  });
});

describe("--target", () => {
  it.each([
    ["stx-20.06", "20.06"],
    ["stx-4.0", "20.06"],
    ["stx-19.09", "19.09"],
    ["stx-6.0", "21.12"],
  ])("knows %s", (name, swVersion) => {
    expect(parseTarget(name, false)).toMatchObject({
      release: { swVersion },
      acceptsDev: false,
    });
  });

  it("proposes the nearest name", () => {
    expect(() => parseTarget("stx-20.6", false)).toThrow(
      withCode("CLI_TARGET_UNKNOWN", "Did you mean stx-20.06?"),
    );
  });

  it("is needed for --target-dev", () => {
    expect(() => parseTarget(undefined, true)).toThrow(
      withCode("CLI_OPTIONS_CONFLICT"),
    );
    expect(parseTarget(undefined, false)).toBeUndefined();
  });
});
