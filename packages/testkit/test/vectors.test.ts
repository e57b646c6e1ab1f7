import { existsSync } from "node:fs";

import { describe, expect, it } from "@jest/globals";

import { TEST_KEYS } from "../src/keys.js";
import { vectorExpected, vectorPath } from "../src/vectors.js";

describe("vectors", () => {
  it("are found from anywhere", async () => {
    const expected = await vectorExpected<Record<string, unknown>>(
      "rpm",
      "signed-mainheader-stx",
    );
    const [first = ""] = Object.keys(expected);
    expect(existsSync(vectorPath("rpm", "signed-mainheader-stx", first))).toBe(
      true,
    );
  });
});

describe("test keys", () => {
  it.each(Object.entries(TEST_KEYS))("%s: both files exist", (_role, files) => {
    expect(existsSync(files.privateKey)).toBe(true);
    expect(existsSync(files.certificate)).toBe(true);
  });
});
