import type { FileHandle } from "node:fs/promises";
import { coded, toIoError } from "./system-error.js";

const BUFFER_BYTES = 256 * 1024;
/** So much is brought to the disk at a time, beside the writing: the last sync then finds little left to do. */
const SYNC_BYTES = 32 * 1024 * 1024;

/** Appends to a file, joining small chunks: tar headers would otherwise cost a system call each. */
export class WriteBuffer {
  readonly #handle: FileHandle;
  readonly #name: string;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #buffered = 0;
  #position = 0;
  #failure: Error | undefined;
  #syncedBytes = 0;
  #syncing: Promise<void> | undefined;

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

  /** Brings everything to the disk. */
  async sync(): Promise<void> {
    await this.flush();
    await this.#syncing;
    this.#assertSound();
    await coded("write", this.#name, () => this.#handle.sync());
  }

  /** The system reports an error of the disk to one sync only, so this one must not forget it. */
  #syncBeside(): void {
    if (this.#syncing !== undefined) return;
    if (this.#position - this.#syncedBytes < SYNC_BYTES) return;
    this.#syncedBytes = this.#position;
    this.#syncing = this.#handle
      .datasync()
      .catch((error: unknown) => {
        this.#failure ??= toIoError(error, "write", this.#name);
      })
      .finally(() => {
        this.#syncing = undefined;
      });
  }

  #assertSound(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** After a failure the file has a gap: nothing more may be written, so that nobody finishes it by mistake. */
  async #writeAll(bytes: Uint8Array): Promise<void> {
    this.#assertSound();
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
    this.#syncBeside();
  }
}
