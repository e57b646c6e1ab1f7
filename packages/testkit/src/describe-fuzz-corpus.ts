/** `fuzz/replay.mjs`: plain JavaScript, outside of what the compiler sees. */
interface Replay {
  replay: (target: string) => Promise<{
    inputs: [string, Uint8Array][];
    run: (bytes: Uint8Array) => Promise<void>;
  }>;
}

/**
 * Declares tests that run the committed inputs of a fuzz target; await it at the top of a test file.
 *
 * @param target - a name in `fuzz/targets.mjs`
 */
export async function describeFuzzCorpus(target: string): Promise<void> {
  // Not at the top: it can only be loaded while tests run, and this package is used by scripts, too.
  const { describe, expect, it } = await import("@jest/globals");
  const url = new URL("../../../fuzz/replay.mjs", import.meta.url);
  const { replay } = (await import(url.href)) as Replay;
  const { inputs, run } = await replay(target);

  describe(`the inputs that fuzzing of ${target} found worth keeping`, () => {
    it("are there", () => {
      expect(inputs.length).toBeGreaterThan(10);
    });

    it.each(inputs)("%s breaks nothing", async (_, bytes) => {
      await expect(run(bytes)).resolves.toBeUndefined();
    });
  });
}
