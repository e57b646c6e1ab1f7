import { ByteReader, toHex, type Hasher } from "@stx-patch/core";

const DRAIN_BYTES = 1 << 20;

/** The bytes of a patch on their way to the reader, and the SHA-256 of all of them. */
export class FileDigest {
  readonly #hasher: Hasher;
  readonly #reader: ByteReader;

  constructor(source: AsyncIterable<Uint8Array>, hasher: Hasher) {
    this.#hasher = hasher;
    this.#reader = new ByteReader(this.#hashed(source));
  }

  /** The bytes; who stops in the middle leaves the rest to {@link finish}. */
  bytes(): AsyncIterable<Uint8Array> {
    return this.#reader.rest();
  }

  /**
   * Reads what nobody wanted: a broken patch is read to where it breaks, its digest is that of the whole file.
   *
   * @param isLate - whether to give up
   * @returns lower-case hex; null when it took too long
   */
  async finish(isLate: () => boolean): Promise<string | null> {
    while (!isLate()) {
      if ((await this.#reader.readSome(DRAIN_BYTES)) === undefined)
        return toHex(await this.#hasher.digest());
    }
    return null;
  }

  /** Frees the source. */
  close(): Promise<void> {
    return this.#reader.close();
  }

  async *#hashed(
    source: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      await this.#hasher.update(chunk);
      yield chunk;
    }
  }
}
