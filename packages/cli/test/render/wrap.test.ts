import { describe, expect, it } from "@jest/globals";
import { wrapText } from "../../src/render/wrap.js";

describe("wrapText", () => {
  it("breaks at spaces, keeps line ends and leaves long words whole", () => {
    expect(wrapText("aa bb cc\n\nlonglonglong d", 5)).toEqual([
      "aa bb",
      "cc",
      "",
      "longlonglong",
      "d",
    ]);
  });
});
