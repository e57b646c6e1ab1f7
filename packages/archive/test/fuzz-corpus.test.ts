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

const tar = await replay("tar");

describe("the inputs that fuzzing of tar found worth keeping", () => {
  it("are there", () => {
    expect(tar.inputs.length).toBeGreaterThan(10);
  });

  it.each(tar.inputs)("%s breaks nothing", async (_, bytes) => {
    await expect(tar.run(bytes)).resolves.toBeUndefined();
  });
});
const gzip = await replay("gzip");

describe("the inputs that fuzzing of gzip found worth keeping", () => {
  it("are there", () => {
    expect(gzip.inputs.length).toBeGreaterThan(10);
  });

  it.each(gzip.inputs)("%s breaks nothing", async (_, bytes) => {
    await expect(gzip.run(bytes)).resolves.toBeUndefined();
  });
});
