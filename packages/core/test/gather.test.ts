import { describe, expect, it } from "@jest/globals";
import { lender } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import { concatBytes, gatherChunks, type ChunkMemory } from "../src/index.js";

const LARGE = 64 * 1024;

/** Each chunk is overwritten when the next one is asked for, as a source may do that uses its memory again. */
async function* recycled(
  lengths: readonly number[],
): AsyncGenerator<Uint8Array, string> {
  let value = 0;
  for (const length of lengths) {
    const chunk = Uint8Array.from({ length }, () => value++ % 251);
    yield await Promise.resolve(chunk);
    chunk.fill(0xdd);
  }
  return "what the source returns";
}

/** What {@link recycled} brings, as a whole. */
function wholeOf(lengths: readonly number[]): Uint8Array {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return Uint8Array.from({ length: total }, (_, i) => i % 251);
}

async function gathered(
  lengths: readonly number[],
  memory?: ChunkMemory,
): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of gatherChunks(recycled(lengths), memory))
    chunks.push(chunk.slice());
  return chunks;
}

describe("gathering chunks", () => {
  it("joins small ones and passes large ones on as they are", async () => {
    const chunks = await gathered([512, 100, 0, LARGE, 7, LARGE + 1, 3, 4]);
    expect(chunks.map(({ length }) => length)).toEqual([
      612,
      LARGE,
      7,
      LARGE + 1,
      7,
    ]);
  });

  it("never changes the bytes, whatever memory it gets, and gives all of it back", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.nat(600), fc.nat(80_000)), { maxLength: 20 }),
        fc.nat(3),
        fc.constantFrom(10, 70_000, 1_000_000),
        async (lengths, rooms, roomBytes) => {
          const { memory, lent } = lender(rooms, roomBytes);
          const chunks = await gathered(lengths, memory);
          expect(concatBytes(chunks)).toEqual(wholeOf(lengths));
          expect(lent()).toBe(0);
        },
      ),
      { numRuns: 30 },
    ));

  it("returns what the source returns, after the last bytes", async () => {
    const steps = gatherChunks(recycled([5]));
    expect(await steps.next()).toEqual({
      done: false,
      value: Uint8Array.of(0, 1, 2, 3, 4),
    });
    expect(await steps.next()).toEqual({
      done: true,
      value: "what the source returns",
    });
  });

  it("gives its memory back when the consumer stops early, and when the source fails", async () => {
    const { memory, lent } = lender(2, LARGE);
    for await (const chunk of gatherChunks(recycled([1, LARGE, 5]), memory)) {
      expect(chunk.length).toBe(1);
      break;
    }
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new Uint8Array(3));
      throw new Error("the source failed");
    }
    const steps = gatherChunks(failing(), memory);
    expect((await steps.next()).value).toEqual(new Uint8Array(3));
    await expect(steps.next()).rejects.toThrow("the source failed");
    expect(lent()).toBe(0);
  });

  it("passes on what it has when its source stalls, and waits for more meanwhile", async () => {
    let goOn: () => void = () => undefined;
    const wasPassedOn = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const stall = { tell: (): void => undefined };
    const stalled = new Promise<void>((resolve) => {
      stall.tell = resolve;
    });
    async function* source(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(1);
      yield Uint8Array.of(2);
      stall.tell();
      await wasPassedOn;
      yield Uint8Array.of(3);
    }
    const chunks: number[][] = [];
    for await (const chunk of gatherChunks(
      source(),
      undefined,
      () => stalled,
    )) {
      chunks.push([...chunk]);
      goOn();
    }
    expect(chunks.flat()).toEqual([1, 2, 3]);
  });
});
