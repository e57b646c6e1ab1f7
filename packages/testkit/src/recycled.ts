import {
  concatBytes,
  copyOf,
  type ChunkMemory,
  type Inflater,
} from "@stx-patch/core";

const SPOILT = 0xee;

/** Streams bytes in one and the same memory, as a source does that uses it again: what is kept of a chunk is spoilt. */
export async function* recycled(
  bytes: Uint8Array,
  chunkBytes: number,
): AsyncGenerator<Uint8Array> {
  // A Buffer: what is taken for a copy of one may be a view (`copyOf`).
  const memory = Buffer.alloc(chunkBytes);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const part = bytes.subarray(at, at + chunkBytes);
    memory.set(part);
    yield await Promise.resolve(memory.subarray(0, part.length));
    memory.fill(SPOILT);
  }
}

/** The same decompressor, whose chunks are spoilt as soon as the next one is asked for. */
export function spoiling(inflater: Inflater): Inflater {
  return {
    crc32: inflater.crc32,
    async *inflate(source, dictionary) {
      const engine = inflater.inflate(source, dictionary);
      try {
        for (;;) {
          const step = await engine.next();
          if (step.done === true) return step.value;
          const memory = Buffer.from(step.value);
          yield memory;
          memory.fill(SPOILT);
        }
      } finally {
        await engine.return({ unconsumed: new Uint8Array(0) });
      }
    },
  };
}

/** Collects chunks that are valid only until the next one is asked for. */
export async function collectCopies(
  source: AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  const copies: Uint8Array[] = [];
  for await (const chunk of source) copies.push(copyOf(chunk));
  return concatBytes(copies);
}

/** Memory that says what is outstanding. */
export interface Lender {
  readonly memory: ChunkMemory;
  /** Pieces that were lent and not given back. */
  readonly lent: () => number;
}

/** Lends so many pieces of so many bytes, and spoils what comes back. */
export function lender(count: number, pieceBytes: number): Lender {
  const free = Array.from({ length: count }, () => new Uint8Array(pieceBytes));
  return {
    memory: {
      borrow: () => {
        const bytes = free.pop();
        return (
          bytes && { bytes, release: () => void free.push(bytes.fill(SPOILT)) }
        );
      },
    },
    lent: () => count - free.length,
  };
}
