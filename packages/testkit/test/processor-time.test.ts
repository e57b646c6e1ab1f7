import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "@jest/globals";
import { processorMs } from "../src/index.js";

it("counts work, not waiting", async () => {
  const waiting = await processorMs(() => sleep(300));
  const working = await processorMs(() => {
    const { user } = process.cpuUsage();
    while (process.cpuUsage().user - user < 300_000);
  });
  expect(waiting).toBeLessThan(250);
  expect(working).toBeGreaterThanOrEqual(300);
});
