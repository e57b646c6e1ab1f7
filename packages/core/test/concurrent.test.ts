import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { mapConcurrently } from "../src/index.js";

describe("mapConcurrently", () => {
  it("gives the results in order, never works on more items than allowed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (turns, limit) => {
          let active = 0;
          let most = 0;
          const results = await mapConcurrently(turns, limit, async (count) => {
            active += 1;
            most = Math.max(most, active);
            for (let i = 0; i < count; i++) await turn();
            active -= 1;
            return count;
          });
          expect(results).toEqual(turns);
          expect(most).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("begins nothing more after a failure, and waits for what is under way", async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const mapping = mapConcurrently([0, 1, 2, 3], 2, async (item) => {
      begun.push(item);
      await turn();
      if (item === 0) throw new Error("first");
      await turn();
      ended.push(item);
    });
    await expect(mapping).rejects.toThrow("first");
    expect([begun, ended]).toEqual([[0, 1], [1]]);
  });
});
