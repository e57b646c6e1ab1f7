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

const der = await replay("der");

describe("the inputs that fuzzing of der found worth keeping", () => {
  it("are there", () => {
    expect(der.inputs.length).toBeGreaterThan(10);
  });

  it.each(der.inputs)("%s breaks nothing", async (_, bytes) => {
    await expect(der.run(bytes)).resolves.toBeUndefined();
  });
});
