import type { FileHandle } from "node:fs/promises";
import {
  chmod,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  stat,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { IoError } from "./error.js";
import {
  partialPath,
  removeQuietly,
  removeStalePartials,
} from "./partial-name.js";
import { coded, systemCode } from "./system-error.js";
import { unfinished } from "./unfinished.js";
import { WriteBuffer } from "./write-buffer.js";

/** A file of a folder that is being made. */
export interface FolderFile {
  /** Appends; the chunk may be reused when the promise resolves. */
  write(chunk: Uint8Array): Promise<void>;
  /** Brings it to the disk and closes it. */
  close(): Promise<void>;
}

/** A folder that appears under its name with all that belongs into it, or not at all. */
export interface AtomicFolder {
  /** Where it is until then. */
  readonly path: string;
  /** Path that `commit` gives the folder. */
  readonly target: string;
  /**
   * Creates a file, and the folders it is in. It is never one that is there already, nor what a link leads to.
   *
   * @param names - of folders and file, each without a slash
   * @throws IoError IO_NAME_UNSAFE, IO_FILE_EXISTS, IO_NAME_TOO_LONG, IO_DISK_FULL, ...
   */
  createFile(names: readonly string[]): Promise<FolderFile>;
  /** Gives the folder its name. @throws IoError IO_FOLDER_NOT_EMPTY when somebody put something there meanwhile */
  commit(): Promise<void>;
  /** Removes everything; does nothing after `commit` or a first `abort`. */
  abort(): Promise<void>;
}

const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

/**
 * Creates a hidden folder beside the target, which nobody else may read until it has its name. The target is not there yet, or is an
 * empty folder.
 *
 * @throws IoError IO_FOLDER_NOT_EMPTY, IO_NOT_FOUND, IO_PERMISSION, IO_READ_ONLY, IO_NAME_TOO_LONG, IO_FAILED
 */
export async function createAtomicFolder(
  target: string,
): Promise<AtomicFolder> {
  const resolved = await freeTarget(target);
  removeStalePartials(resolved);
  const folder = new OpenAtomicFolder(target, resolved);
  await folder.create();
  return folder;
}

/** Where the folder goes, when nothing is there that it would replace. */
async function freeTarget(target: string): Promise<string> {
  return coded("write", target, async () => {
    const parent = await realpath(dirname(target));
    const path = join(parent, basename(target));
    const status = await stat(path).catch((error: unknown) => {
      if (systemCode(error) === "ENOENT") return undefined;
      throw error;
    });
    if (status === undefined) return path;
    if (!status.isDirectory() || (await readdir(path)).length > 0)
      throw notEmpty(target);
    return realpath(path);
  });
}

function notEmpty(target: string): IoError {
  return new IoError(
    "IO_FOLDER_NOT_EMPTY",
    `${target}: expected nothing there, or an empty folder`,
    { location: { file: target } },
  );
}

class OpenAtomicFolder implements AtomicFolder {
  readonly path: string;
  readonly target: string;
  /** As the user named it, for messages. */
  readonly #name: string;
  readonly #open = new Set<FileHandle>();

  constructor(name: string, target: string) {
    this.#name = name;
    this.target = target;
    this.path = partialPath(target);
  }

  async create(): Promise<void> {
    // Known before it exists: a signal may come in between.
    unfinished.add(this);
    try {
      await coded("create", this.#name, () =>
        mkdir(this.path, { mode: 0o700 }),
      );
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  async createFile(names: readonly string[]): Promise<FolderFile> {
    const shown = join(this.#name, ...names.filter(isSafe));
    if (names.length === 0 || !names.every(isSafe))
      throw new IoError(
        "IO_NAME_UNSAFE",
        `${JSON.stringify(names.join("/"))} is no name to write below ${this.#name}`,
        { location: { file: this.#name } },
      );
    this.#assertOpen();
    await this.#createFolders(names.slice(0, -1), shown);
    const handle = await coded("create", shown, () =>
      open(join(this.path, ...names), "wx", FILE_MODE).catch(existing(shown)),
    );
    this.#open.add(handle);
    const buffer = new WriteBuffer(handle, shown);
    return {
      write: (chunk) => buffer.write(chunk),
      close: async () => {
        await coded("create", shown, () => handle.chmod(FILE_MODE));
        await buffer.sync();
        this.#open.delete(handle);
        await coded("close", shown, () => handle.close());
      },
    };
  }

  async commit(): Promise<void> {
    this.#assertOpen();
    await coded("finish", this.#name, async () => {
      await this.#closeAll();
      await chmod(this.path, FOLDER_MODE);
      // Replaces an empty folder only, in one step.
      await rename(this.path, this.target).catch((error: unknown) => {
        const code = systemCode(error) ?? "";
        throw ["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(code)
          ? notEmpty(this.#name)
          : error;
      });
    });
    unfinished.delete(this);
  }

  async abort(): Promise<void> {
    if (!unfinished.has(this)) return;
    this.abandon();
    await this.#closeAll();
  }

  /** The part of giving up that can be done in a signal handler. */
  abandon(): void {
    removeQuietly(this.path);
    unfinished.delete(this);
  }

  async #createFolders(names: readonly string[], shown: string): Promise<void> {
    for (let i = 1; i <= names.length; i += 1) {
      const path = join(this.path, ...names.slice(0, i));
      await coded("create", shown, () =>
        mkdir(path, { mode: FOLDER_MODE }).catch((error: unknown) => {
          // Nobody but us writes here, so a folder that is there is ours.
          if (systemCode(error) !== "EEXIST") throw error;
        }),
      );
      await coded("create", shown, () => chmod(path, FOLDER_MODE));
    }
  }

  #assertOpen(): void {
    if (!unfinished.has(this))
      throw new IoError(
        "IO_ABORTED",
        `${this.#name}: the output was finished or given up already`,
        { location: { file: this.#name } },
      );
  }

  async #closeAll(): Promise<void> {
    const handles = [...this.#open];
    this.#open.clear();
    await Promise.all(handles.map((handle) => handle.close()));
  }
}

/** A name that stays in its folder and is drawn as it is. */
function isSafe(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !UNSAFE.test(name);
}

const UNSAFE = /[/\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

function existing(shown: string): (error: unknown) => never {
  return (error) => {
    throw systemCode(error) === "EEXIST"
      ? new IoError("IO_FILE_EXISTS", `${shown}: there are two of this name`, {
          location: { file: shown },
        })
      : error;
  };
}
