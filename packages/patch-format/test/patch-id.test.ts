import { describe, expect, it } from "@jest/globals";
import {
  isPatchId,
  patchFileName,
  patchIdProblem,
  toPatchId,
} from "../src/index.js";

describe("patch ids", () => {
  it.each([
    "PATCH_0001",
    "STX_20.06_PATCH_0002",
    "a",
    "_x",
    "1-2",
    "A".repeat(100),
  ])("accepts %s", (id) => {
    expect(isPatchId(id)).toBe(true);
    expect(patchFileName(toPatchId(id))).toBe(`${id}.patch`);
  });

  it.each([
    "",
    ".",
    "..",
    ".hidden",
    "-rf",
    "a/b",
    "a\\b",
    "a b",
    "a\n",
    "a\0",
    "é",
    "a:b",
    "a,b",
    "A".repeat(101),
  ])("refuses %j and says why", (id) => {
    expect(isPatchId(id)).toBe(false);
    expect(patchIdProblem(id)).toEqual(expect.any(String));
    expect(() => toPatchId(id)).toThrow(
      expect.objectContaining({ code: "ID_INVALID" }),
    );
  });
});
