import { ByteReader } from "@stx-patch/core";

/**
 * Re-cuts a stream into blocks of exactly `blockBytes` (the last one may be shorter, none is empty), so that
 * what happens to a block depends on the data alone and not on how the source was chunked.
 * A block that lies inside one chunk is a view of it.
 */
export async function* cutBlocks(
  source: AsyncIterable<Uint8Array>,
  blockBytes: number,
): AsyncGenerator<Uint8Array, void> {
  const reader = new ByteReader(source);
  try {
    for (;;) {
      const block = await reader.read(blockBytes);
      if (block.length > 0) yield block;
      if (block.length < blockBytes) return;
    }
  } finally {
    await reader.close();
  }
}
