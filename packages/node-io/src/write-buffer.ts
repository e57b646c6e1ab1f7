import type { FileHandle } from "node:fs/promises";
import { toIoError } from "./system-error.js";

const BUFFER_BYTES = 256 * 1024;

/** Appends to a file, joining small chunks: tar headers would otherwise cost a system call each. */
export class WriteBuffer {
  readonly #handle: FileHandle;
  readonly #name: string;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #buffered = 0;
  #position = 0;
  #failure: Error | undefined;

  /** @param name - what to call the file in messages */
  constructor(handle: FileHandle, name: string) {
    this.#handle = handle;
    this.#name = name;
  }

  /** Bytes that are in the file, without those still buffered. */
  get writtenBytes(): number {
    return this.#position;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#buffered + chunk.length > BUFFER_BYTES) await this.flush();
    if (chunk.length > BUFFER_BYTES) {
      await this.#writeAll(chunk);
      return;
    }
    this.#buffer.set(chunk, this.#buffered);
    this.#buffered += chunk.length;
  }

  async flush(): Promise<void> {
    const pending = this.#buffer.subarray(0, this.#buffered);
    this.#buffered = 0;
    await this.#writeAll(pending);
  }

  /** After a failure the file has a gap: nothing more may be written, so that nobody finishes it by mistake. */
  async #writeAll(bytes: Uint8Array): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.#handle
        .write(bytes, done, bytes.length - done, this.#position)
        .catch((error: unknown) => {
          this.#failure = toIoError(error, "write", this.#name);
          throw this.#failure;
        });
      done += bytesWritten;
      this.#position += bytesWritten;
    }
  }
}
