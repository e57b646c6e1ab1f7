import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 20_000;

/**
 * Waits for what comes in its own time, instead of for a time in which it has mostly come: a busy machine takes longer.
 *
 * @param what - names it in the error that is thrown when it has not come within 20 s
 */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(10);
  }
}
