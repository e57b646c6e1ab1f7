/**
 * Yields `bytes` in pieces, to show that a reader does not depend on how its input is cut.
 *
 * @param sizes - piece sizes, used round and round; each at least 1
 */
export async function* chunked(
  bytes: Uint8Array,
  sizes: readonly number[],
): AsyncGenerator<Uint8Array, void> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? bytes.length);
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
}

/** Reads a stream to its end. */
export async function collect(
  source: AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}
