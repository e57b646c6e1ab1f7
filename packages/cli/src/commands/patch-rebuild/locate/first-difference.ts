import { ByteReader } from "@stx-patch/core";

/** Compares a stream with another one while it passes by. Holds one chunk of each. */
export class FirstDifference {
  readonly #other: ByteReader;
  #offset = 0;
  #found: number | undefined;

  /** @param other - read as far as both are the same; closed then, and by {@link finish} */
  constructor(other: AsyncIterable<Uint8Array>) {
    this.#other = new ByteReader(other);
  }

  /** True when what follows does not matter any more. */
  get isFound(): boolean {
    return this.#found !== undefined;
  }

  /** Takes the next bytes. */
  async update(chunk: Uint8Array): Promise<void> {
    for (let done = 0; done < chunk.length && this.#found === undefined;) {
      const piece = await this.#other.readSome(chunk.length - done);
      const length = piece?.length ?? 0;
      const same = sameLength(chunk.subarray(done, done + length), piece);
      if (piece === undefined || same < length)
        await this.#settle(this.#offset + done + same);
      done += length;
    }
    this.#offset += chunk.length;
  }

  /** Offset of the first byte that is not the same or that one of them lacks; undefined: they are equal. */
  async finish(): Promise<number | undefined> {
    if (this.#found === undefined) {
      const hasMore = (await this.#other.peek()) !== undefined;
      if (hasMore) await this.#settle(this.#offset);
      else await this.#other.close();
    }
    return this.#found;
  }

  async #settle(offset: number): Promise<void> {
    this.#found = offset;
    await this.#other.close();
  }
}

function sameLength(a: Uint8Array, b: Uint8Array | undefined): number {
  if (b === undefined) return 0;
  let at = 0;
  while (at < b.length && a[at] === b[at]) at += 1;
  return at;
}
