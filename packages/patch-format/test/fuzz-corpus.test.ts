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

const metadata = await replay("metadata");

describe("the inputs that fuzzing of metadata found worth keeping", () => {
  it("are there", () => {
    expect(metadata.inputs.length).toBeGreaterThan(10);
  });

  it.each(metadata.inputs)("%s breaks nothing", async (_, bytes) => {
    await expect(metadata.run(bytes)).resolves.toBeUndefined();
  });
});
