import { describe, expect, it } from "@jest/globals";
import {
  isPersonality,
  isRetiredPersonality,
  PERSONALITIES,
  RETIRED_PERSONALITIES,
} from "../src/index.js";

describe("personalities", () => {
  it("are the six node types that --all-nodes stands for", () => {
    expect([...PERSONALITIES].sort()).toEqual([
      "controller",
      "controller-worker",
      "controller-worker-lowlatency",
      "storage",
      "worker",
      "worker-lowlatency",
    ]);
  });

  it("tells current, retired and unknown node types apart", () => {
    expect(PERSONALITIES.every(isPersonality)).toBe(true);
    expect(PERSONALITIES.some(isRetiredPersonality)).toBe(false);
    expect(RETIRED_PERSONALITIES.every(isRetiredPersonality)).toBe(true);
    expect(RETIRED_PERSONALITIES.some(isPersonality)).toBe(false);
    expect(isPersonality("Controller")).toBe(false);
  });
});
