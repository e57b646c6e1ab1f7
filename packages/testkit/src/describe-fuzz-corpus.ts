import { jestGlobals } from "./jest-globals.js";

/** `fuzz/replay.mjs`: plain JavaScript, outside of what the compiler sees. */
interface Replay {
  replay: (target: string) => Promise<{
    inputs: [string, Uint8Array][];
    run: (bytes: Uint8Array) => Promise<void>;
  }>;
}

/** Fewer would mean that the corpus is somewhere else. */
const FEWEST_INPUTS = 10;

/**
 * Declares tests that run the committed inputs of a fuzz target; await it at the top of a test file.
 *
 * @param target - a name in `fuzz/targets.mjs`
 */
export async function describeFuzzCorpus(target: string): Promise<void> {
  const url = new URL("../../../fuzz/replay.mjs", import.meta.url);
  const { replay } = (await import(url.href)) as Replay;
  const { inputs, run } = await replay(target);
  if (inputs.length < FEWEST_INPUTS)
    throw new Error(`${inputs.length} inputs for ${target} in fuzz/corpus`);
  const { describe, it } = jestGlobals();
  describe(`the inputs that fuzzing of ${target} found worth keeping`, () => {
    // A run rejects with what it finds.
    for (const [name, bytes] of inputs)
      it(`${name} breaks nothing`, () => run(bytes));
  });
}
