import { describe, expect, it } from "@jest/globals";

/** `fuzz/replay.mjs`: plain JavaScript, outside of what the compiler sees. */
interface Replay {
  replay: (target: string) => Promise<{
    inputs: [string, Uint8Array][];
    run: (bytes: Uint8Array) => Promise<void>;
  }>;
}

const { replay } = (await import(
  new URL("../../../fuzz/replay.mjs", import.meta.url).href
)) as Replay;

const rpm = await replay("rpm");

describe("the inputs that fuzzing of rpm found worth keeping", () => {
  it("are there", () => {
    expect(rpm.inputs.length).toBeGreaterThan(10);
  });

  it.each(rpm.inputs)("%s breaks nothing", async (_, bytes) => {
    await expect(rpm.run(bytes)).resolves.toBeUndefined();
  });
});
