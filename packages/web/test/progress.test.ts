import { describe, expect, it } from "@jest/globals";
import { progressText } from "../src/page/progress.js";

const MIB = 1 << 20;

describe("progressText", () => {
  it("says how far, how fast and how long still", () => {
    expect(progressText(10 * MIB, 100 * MIB, 2000)).toBe(
      "10 %, 10.0 MiB of 100.0 MiB, 5.0 MiB/s, 18 s left",
    );
  });
});
