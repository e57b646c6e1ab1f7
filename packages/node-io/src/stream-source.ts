import type { Readable } from "node:stream";

export async function* streamSource(
  readable: Readable,
): AsyncGenerator<Uint8Array, void> {
  yield* readable as AsyncIterable<Uint8Array>;
}
