import type { ByteReader } from "@stx-patch/core";
import type { ArchiveErrorCode } from "./error.js";
import { ArchiveError } from "./error.js";
import { paddingBytes } from "./tar-layout.js";

const CHUNK_BYTES = 1024 * 1024;

/** The content of the current member; readable until the archive's reader moves on. */
export class TarBody implements AsyncIterable<Uint8Array> {
  readonly #reader: ByteReader;
  readonly #name: string;
  readonly #archive: string | undefined;
  #missingBytes: number;
  #isExpired = false;

  constructor(
    reader: ByteReader,
    sizeBytes: number,
    { name, archive }: { name: string; archive: string | undefined },
  ) {
    this.#reader = reader;
    this.#missingBytes = sizeBytes;
    this.#name = name;
    this.#archive = archive;
  }

  /** @throws ArchiveError TAR_TRUNCATED, TAR_BODY_EXPIRED */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      if (this.#isExpired)
        throw this.#error(
          "TAR_BODY_EXPIRED",
          "the reader has moved on to the next member",
        );
      const part = await this.#next();
      if (part === undefined) return;
      yield part;
    }
  }

  /** Skips what was not read and the padding behind it, which it returns. */
  async finish(): Promise<Uint8Array> {
    this.#isExpired = true;
    while ((await this.#next()) !== undefined);
    // Headers begin at whole blocks, so the offset tells how long the padding is.
    const expected = paddingBytes(this.#reader.offset);
    const padding = await this.#reader.read(expected);
    if (padding.length < expected)
      throw this.#truncated(expected - padding.length);
    return padding;
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#missingBytes === 0) return undefined;
    const part = await this.#reader.readSome(
      Math.min(this.#missingBytes, CHUNK_BYTES),
    );
    if (part === undefined) throw this.#truncated(this.#missingBytes);
    this.#missingBytes -= part.length;
    return part;
  }

  #truncated(missingBytes: number): ArchiveError {
    return this.#error(
      "TAR_TRUNCATED",
      `archive ends ${missingBytes} bytes before the end of the member`,
    );
  }

  #error(code: ArchiveErrorCode, what: string): ArchiveError {
    return new ArchiveError(code, `member ${this.#name}: ${what}`, {
      location: { member: this.#archive, offset: this.#reader.offset },
    });
  }
}
