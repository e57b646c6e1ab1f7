import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_LIMITS, LIMITS } from "../src/index.js";

describe("the limits", () => {
  it("are one frozen table with a default for each", () => {
    expect(Object.isFrozen(DEFAULT_LIMITS)).toBe(true);
    expect(Object.keys(DEFAULT_LIMITS)).toEqual(Object.keys(LIMITS));
    for (const [name, { defaultValue, bounds }] of Object.entries(LIMITS)) {
      expect(DEFAULT_LIMITS[name as keyof typeof LIMITS]).toBe(defaultValue);
      expect(defaultValue).toBeGreaterThan(0);
      expect(bounds).not.toBe("");
    }
  });

  it("are documented, each with its default", () => {
    const page = readFileSync(
      new URL("../../../docs/limits.md", import.meta.url),
      "utf8",
    );
    const factors: Readonly<Record<string, number>> = {
      bytes: 1,
      KiB: 2 ** 10,
      MiB: 2 ** 20,
      GiB: 2 ** 30,
    };
    const documented = [
      ...page.matchAll(/^\| `(max\w+)` *\| ([\d,]+) (\w+) *\|/gm),
    ].map(([, name, value = "", unit = ""]) => [
      name,
      Number(value.replaceAll(",", "")) * (factors[unit] ?? 1),
    ]);
    expect(documented).toEqual(Object.entries(DEFAULT_LIMITS));
  });
});
