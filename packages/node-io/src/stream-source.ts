import type { Readable } from "node:stream";
import { plainBytes } from "./plain-bytes.js";
import { coded } from "./system-error.js";

/**
 * The bytes of a Node stream, e.g. `process.stdin`; can be read once. Destroys the stream when reading
 * stops early.
 *
 * @param name - what to call the stream in messages
 * @throws IoError IO_FAILED and the codes of system errors
 */
export async function* streamSource(
  readable: Readable,
  name = "standard input",
): AsyncGenerator<Uint8Array, void> {
  const chunks = readable[Symbol.asyncIterator]() as AsyncIterator<
    Uint8Array | string
  >;
  try {
    for (;;) {
      const step = await coded("read", name, () => chunks.next());
      if (step.done === true) return;
      // A stream with an encoding hands out text; UTF-8 is what it was decoded from.
      yield typeof step.value === "string"
        ? new TextEncoder().encode(step.value)
        : plainBytes(step.value);
    }
  } finally {
    await chunks.return?.();
  }
}
