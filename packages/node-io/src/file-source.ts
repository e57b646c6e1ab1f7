import type { ByteRange, ByteSource, OpenOptions } from "@stx-patch/core";
import type { BigIntStats } from "node:fs";
import { closeSync, constants, fstatSync, openSync, statSync } from "node:fs";
import { readRange } from "./descriptor-source.js";
import { IoError } from "./error.js";
import type { FileAccess } from "./file-access.js";
import { readNow } from "./read-now.js";
import { codedNow } from "./system-error.js";

/** An open regular file; all reads see one file, or fail, whatever its path becomes. */
export interface FileSource extends ByteSource {
  /** As it was when the file was opened, owner included. */
  readonly access: FileAccess;
  /** As {@link ByteSource.readNow}. @throws IoError IO_FAILED */
  readNow(position: number, length: number): Uint8Array;
  /**
   * Also done at the end of every reading.
   *
   * @throws IoError IO_FILE_CHANGED when size or modification time differ from when the file was opened
   */
  assertUnchanged(): void;
  /**
   * For whoever is about to replace the file by what became of it.
   *
   * @throws IoError IO_FILE_CHANGED as {@link FileSource.assertUnchanged}, and when its path leads to another file by now
   */
  assertInPlace(): void;
  /**
   * Lends the descriptor to others: who has thousands of files may not have thousands of descriptors. The next reading opens the
   * path again, and fails with IO_FILE_CHANGED when it does not lead to the very same file as before.
   */
  rest(): void;
  /** Frees the descriptor; a second call does nothing. */
  close(): Promise<void>;
}

/**
 * Opens a regular file for reading.
 *
 * @throws IoError IO_NOT_FOUND, IO_PERMISSION, IO_IS_DIRECTORY, IO_NOT_REGULAR, IO_BAD_LINK, IO_TOO_MANY_OPEN, IO_FAILED
 */
export function openFileSource(path: string): Promise<FileSource> {
  // Without promises inside: of thousands of small files, waiting for the thread pool would be most of the time.
  return Promise.resolve().then(() => openNow(path));
}

function openNow(path: string): FileSource {
  const file = descriptorOf(path);
  try {
    const opened = statNow(file, path);
    assertRegular(opened, path);
    return new OpenFile(file, path, opened);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function descriptorOf(path: string): number {
  // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
  return codedNow("open", path, () =>
    openSync(path, constants.O_RDONLY | constants.O_NONBLOCK),
  );
}

function statNow(file: number, path: string): BigIntStats {
  return codedNow("read", path, () => fstatSync(file, { bigint: true }));
}

/** @throws IoError IO_IS_DIRECTORY, IO_NOT_REGULAR */
export function assertRegular(
  stats: Pick<BigIntStats, "isFile" | "isDirectory">,
  path: string,
): void {
  const location = { file: path };
  if (stats.isDirectory())
    throw new IoError(
      "IO_IS_DIRECTORY",
      `${path}: expected a file, got a directory`,
      { location },
    );
  if (!stats.isFile())
    throw new IoError(
      "IO_NOT_REGULAR",
      `${path}: expected a regular file, got a device, pipe or socket`,
      { location },
    );
}

class OpenFile implements FileSource {
  readonly name: string;
  readonly sizeBytes: number;
  readonly access: FileAccess;
  readonly #file: { fd: number };
  readonly #opened: BigIntStats;
  #isResting = false;

  constructor(file: number, path: string, opened: BigIntStats) {
    this.name = path;
    this.sizeBytes = Number(opened.size);
    this.access = accessOf(opened);
    this.#file = { fd: file };
    this.#opened = opened;
  }

  async *open(
    range?: ByteRange,
    options?: OpenOptions,
  ): AsyncGenerator<Uint8Array, void> {
    this.#wake();
    yield* readRange(
      this.#file,
      this.name,
      { start: range?.start ?? 0, end: range?.end ?? this.sizeBytes },
      options?.memory,
    );
    this.assertUnchanged();
  }

  readNow(position: number, length: number): Uint8Array {
    this.#wake();
    const size = this.sizeBytes;
    return readNow(this.#file.fd, this.name, { position, length, size });
  }

  assertUnchanged(): void {
    this.#wake();
    const now = statNow(this.#file.fd, this.name);
    if (now.size !== this.#opened.size || now.mtimeNs !== this.#opened.mtimeNs)
      throw new IoError(
        "IO_FILE_CHANGED",
        `${this.name} was written to while it was being read`,
        { location: { file: this.name } },
      );
  }

  assertInPlace(): void {
    this.assertUnchanged();
    const { dev, ino } = codedNow("look at", this.name, () =>
      statSync(this.name, { bigint: true }),
    );
    this.#assertSame({ dev, ino });
  }

  rest(): void {
    const { fd } = this.#file;
    if (fd === -1) return;
    this.#file.fd = -1;
    this.#isResting = true;
    closeSync(fd);
  }

  close(): Promise<void> {
    const { fd } = this.#file;
    this.#file.fd = -1;
    this.#isResting = false;
    if (fd !== -1) closeSync(fd);
    return Promise.resolve();
  }

  #wake(): void {
    if (!this.#isResting) return;
    this.#isResting = false;
    this.#file.fd = descriptorOf(this.name);
    this.#assertSame(statNow(this.#file.fd, this.name));
    this.assertUnchanged();
  }

  #assertSame({ dev, ino }: Pick<BigIntStats, "dev" | "ino">): void {
    if (dev === this.#opened.dev && ino === this.#opened.ino) return;
    throw new IoError(
      "IO_FILE_CHANGED",
      `${this.name} was replaced by another file meanwhile`,
      { location: { file: this.name } },
    );
  }
}

const PERMISSION_BITS = 0o777n;

function accessOf({ mode, uid, gid }: BigIntStats): FileAccess {
  return {
    mode: Number(mode & PERMISSION_BITS),
    owner: { uid: Number(uid), gid: Number(gid) },
  };
}
