import { describe, expect, it } from "@jest/globals";
import { createRate } from "../../src/render/rate.js";
import { timeText } from "../../src/render/time-text.js";

describe("a rate", () => {
  it("is the mean at first, and not known before that", () => {
    const rate = createRate(0);
    expect(rate.perSecond).toBe(0);
    rate.update(1000, 500);
    expect(rate.perSecond).toBe(2000);
  });

  it("follows a change within some seconds, without jumping", () => {
    const rate = createRate(0);
    rate.update(1000, 1000);
    rate.update(1000, 1100);
    expect(rate.perSecond).toBeGreaterThan(900);
    for (let now = 1200; now <= 11_000; now += 100) rate.update(1000, now);
    expect(rate.perSecond).toBeLessThan(50);
  });
});

describe("a time that is still to come", () => {
  it.each([
    [0, "1 s"],
    [59_400, "59 s"],
    [59_600, "1 min"],
    [61_000, "2 min"],
    [3_599_000, "1 h 0 min"],
    [2 * 86_400_000, "2 days"],
  ])("of %i ms is %s", (ms, text) => {
    expect(timeText(ms)).toBe(text);
  });
});
