import type { ByteSource, OpenOptions } from "@stx-patch/core";
import type { FileHandle } from "node:fs/promises";
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { readRange } from "./descriptor-source.js";
import { IoError } from "./error.js";
import { applyAccess, type FileAccess } from "./file-access.js";
import {
  partialPath,
  removeQuietly,
  removeStalePartials,
} from "./partial-name.js";
import { coded, systemCode } from "./system-error.js";
import { resolveTarget } from "./target-path.js";
import { unfinished } from "./unfinished.js";
import { WriteBuffer } from "./write-buffer.js";

const DEFAULT_ACCESS: FileAccess = { mode: 0o644 };

/** A file that appears under its name complete, or not at all; an older file of that name stays until then. */
export interface AtomicFile {
  /** Path of the temporary file, in the folder of the target. */
  readonly path: string;
  /** Path that `commit` gives the file; differs from the requested one when that is a symbolic link. */
  readonly target: string;
  /** Appends; the chunk may be reused when the promise resolves. Await each call before the next. */
  write(chunk: Uint8Array): Promise<void>;
  /** Hands everything written so far to the system, so that whoever follows gets it. Await it before the next write. */
  flush(): Promise<void>;
  /** Brings everything written so far to the disk. */
  sync(): Promise<void>;
  /**
   * Reads the file back while it is being written, through the same descriptor. Ends where {@link AtomicFile.end} was called; fails
   * when the file is given up.
   */
  follow(options?: OpenOptions): AsyncIterable<Uint8Array>;
  /** Tells that nothing more will be written. */
  end(): Promise<void>;
  /** Reads back what was written so far, through the same descriptor; usable until `commit` or `abort`. */
  source(): Promise<ByteSource>;
  /** Brings everything to the disk and gives the file its name. */
  commit(): Promise<void>;
  /** Removes the temporary file; does nothing after `commit` or a first `abort`. */
  abort(): Promise<void>;
}

/**
 * Creates the temporary file for a target, after removing those that killed processes left behind for it. The
 * file gets its mode whatever the umask is. Every error of this file removes nothing by itself: call
 * `abort` when you give up.
 *
 * @param access - of the finished file; mode 0644 by default
 * @throws IoError IO_NOT_FOUND, IO_PERMISSION, IO_READ_ONLY, IO_DISK_FULL, IO_IS_DIRECTORY, IO_NOT_REGULAR, IO_BAD_LINK,
 * IO_NAME_TOO_LONG, IO_TOO_MANY_OPEN, IO_FAILED
 */
export async function createAtomicFile(
  target: string,
  access: FileAccess = DEFAULT_ACCESS,
): Promise<AtomicFile> {
  const resolved = await resolveTarget(target);
  removeStalePartials(resolved);
  const file = new OpenAtomicFile(target, resolved);
  await file.create(access);
  return file;
}

class OpenAtomicFile implements AtomicFile {
  readonly path: string;
  readonly target: string;
  /** As the user named it, for messages. */
  readonly #name: string;
  #handle: FileHandle | undefined;
  #buffer: WriteBuffer | undefined;
  #isEnded = false;
  #wakeFollower: () => void = () => undefined;

  constructor(name: string, target: string) {
    this.#name = name;
    this.target = target;
    this.path = partialPath(target);
  }

  async create(access: FileAccess): Promise<void> {
    // Known before it exists: a signal may come in between.
    unfinished.add(this);
    try {
      // Exclusive creation follows no link that somebody may have planted under the name.
      const handle = await coded("create", this.#name, () =>
        open(this.path, "wx+", 0o600),
      );
      this.#handle = handle;
      this.#buffer = new WriteBuffer(handle, this.#name);
      await coded("create", this.#name, () => applyAccess(handle, access));
      // Given up while it was being created: there was nothing to remove yet.
      this.#opened();
    } catch (error) {
      this.abandon();
      await this.#close();
      throw error;
    }
  }

  async write(chunk: Uint8Array): Promise<void> {
    await this.#opened().buffer.write(chunk);
    this.#wakeFollower();
  }

  async flush(): Promise<void> {
    await this.#opened().buffer.flush();
    this.#wakeFollower();
  }

  async end(): Promise<void> {
    await this.flush();
    this.#isEnded = true;
    this.#wakeFollower();
  }

  async *follow(options?: OpenOptions): AsyncGenerator<Uint8Array> {
    let start = 0;
    for (;;) {
      const { handle, buffer } = this.#opened();
      const end = buffer.writtenBytes;
      if (start < end) {
        const range = { start, end };
        yield* readRange(handle, this.#name, range, options?.memory);
        start = end;
      } else if (this.#isEnded) return;
      else
        await new Promise<void>((resolve) => {
          this.#wakeFollower = resolve;
        });
    }
  }

  async sync(): Promise<void> {
    await this.#opened().buffer.sync();
  }

  async source(): Promise<ByteSource> {
    const { handle, buffer } = this.#opened();
    await buffer.flush();
    const name = this.#name;
    const sizeBytes = buffer.writtenBytes;
    return {
      name,
      sizeBytes,
      open: (range, options) =>
        readRange(
          handle,
          name,
          { start: range?.start ?? 0, end: range?.end ?? sizeBytes },
          options?.memory,
        ),
    };
  }

  async commit(): Promise<void> {
    await this.sync();
    await coded("finish", this.#name, () => rename(this.path, this.target));
    unfinished.delete(this);
    await this.#close();
    await syncFolder(dirname(this.target), this.#name);
  }

  async abort(): Promise<void> {
    if (!unfinished.has(this)) return;
    this.abandon();
    await this.#close();
  }

  /** The part of giving up that can be done in a signal handler. */
  abandon(): void {
    removeQuietly(this.path);
    unfinished.delete(this);
    this.#wakeFollower();
  }

  #opened(): { handle: FileHandle; buffer: WriteBuffer } {
    const handle = this.#handle;
    const buffer = this.#buffer;
    if (handle === undefined || buffer === undefined || !unfinished.has(this))
      throw new IoError(
        "IO_ABORTED",
        `${this.#name}: the output was finished or given up already`,
        { location: { file: this.#name } },
      );
    return { handle, buffer };
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await coded("close", this.#name, async () => handle?.close());
  }
}

/** Makes the rename itself survive a power failure. */
async function syncFolder(folder: string, name: string): Promise<void> {
  await coded("finish", name, async () => {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }).catch((error: unknown) => {
    if (!isUnsupported(error)) throw error;
  });
}

/** Some file systems cannot sync a folder, and a folder may forbid reading; the file is in place all the same. */
function isUnsupported(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return ["EINVAL", "ENOTSUP", "EISDIR", "EACCES", "EPERM"].includes(
    systemCode(cause) ?? "",
  );
}
