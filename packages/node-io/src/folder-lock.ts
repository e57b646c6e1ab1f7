import { randomBytes } from "node:crypto";
import {
  closeSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { IoError } from "./error.js";
import { removeQuietly } from "./partial-name.js";
import {
  hasEnded,
  ownIdentity,
  type ProcessIdentity,
} from "./process-identity.js";
import { codedNow, systemCode } from "./system-error.js";

/** Something that one process at a time may have. */
export interface FolderLock {
  /** Lets the next one in; a second call does nothing. */
  release(): void;
}

/** Content of a generation whose holder is done. */
const FREE = "free\n";
/** Generations that stay, so that whoever lists the folder meanwhile meets the last one. */
const KEPT = 16;
const POLL_MS = 20;

/**
 * Waits until nobody else holds the lock of this folder, and takes it.
 *
 * The folder has a file for each time that the lock was taken, numbered; who has the highest number holds it. A lock is taken, also from a
 * holder that was killed, by linking a finished file to the next number, which the file system grants to one process only. The highest file
 * is never removed, only replaced by one that says `free`, so nobody can take a lock away from somebody who just got it: that is the race of lock
 * files that are deleted when they look stale.
 *
 * @param folder - created when it is missing
 * @param options - `timeoutMs`: how long to wait for a holder that lives, or of which that is not known
 * @throws IoError IO_LOCKED, naming the holder; the codes of system errors
 */
export async function lockFolder(
  folder: string,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<FolderLock> {
  codedNow("create", folder, () => {
    mkdirSync(folder, { recursive: true });
  });
  const end = performance.now() + timeoutMs;
  for (;;) {
    const attempt = codedNow("lock", folder, () => tryToLock(folder));
    if (attempt.kind === "held") return attempt.lock;
    if (attempt.kind === "lost") continue;
    if (performance.now() >= end) throw lockedError(folder, attempt.holder);
    // Uneven, so that those who wait do not all come at once.
    await sleep(POLL_MS * (1 + Math.random()));
  }
}

type Attempt =
  | { readonly kind: "held"; readonly lock: FolderLock }
  | { readonly kind: "busy"; readonly holder: ProcessIdentity | undefined }
  /** Somebody else was faster. */
  | { readonly kind: "lost" };

function tryToLock(folder: string): Attempt {
  const last = generationsIn(folder).at(-1) ?? 0;
  const state = last === 0 ? FREE : stateOf(join(folder, String(last)));
  if (state === undefined) return { kind: "lost" };
  const holder = state === FREE ? undefined : holderOf(state);
  if (state !== FREE && (holder === undefined || !hasEnded(holder)))
    return { kind: "busy", holder };
  const own = last + 1;
  const path = join(folder, String(own));
  if (!publish(folder, path)) return { kind: "lost" };
  const all = generationsIn(folder);
  if ((all.at(-1) ?? 0) > own) {
    // What we took for the last one had been cleared away meanwhile.
    removeQuietly(path);
    return { kind: "lost" };
  }
  for (const old of all)
    if (old <= own - KEPT) removeQuietly(join(folder, String(old)));
  return { kind: "held", lock: lockOf(folder, path) };
}

function lockOf(folder: string, path: string): FolderLock {
  let isHeld = true;
  return {
    release() {
      if (!isHeld) return;
      isHeld = false;
      codedNow("unlock", folder, () => {
        const temporary = temporaryPath(folder);
        try {
          writeFileSync(temporary, FREE, { flag: "wx" });
          renameSync(temporary, path);
        } catch (error) {
          removeQuietly(temporary);
          if (systemCode(error) !== "ENOSPC") throw error;
          freeInPlace(path);
        }
      });
    },
  };
}

/** Takes no more of a full disk than there is: in between, others read a holder that they do not know, and wait. */
function freeInPlace(path: string): void {
  const descriptor = openSync(path, "r+");
  try {
    writeSync(descriptor, FREE, 0);
    ftruncateSync(descriptor, FREE.length);
  } finally {
    closeSync(descriptor);
  }
}

/** Puts a complete file under a name that nobody has yet. @returns false when somebody has it */
function publish(folder: string, path: string): boolean {
  const temporary = temporaryPath(folder);
  try {
    writeFileSync(temporary, `${JSON.stringify(ownIdentity())}\n`, {
      flag: "wx",
    });
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    removeQuietly(temporary);
  }
}

function generationsIn(folder: string): number[] {
  return readdirSync(folder)
    .filter((name) => /^[1-9][0-9]{0,14}$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** @returns undefined when it was cleared away meanwhile */
function stateOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** @returns undefined for what nobody of us wrote, which is never taken for dead */
function holderOf(state: string): ProcessIdentity | undefined {
  try {
    const found = JSON.parse(state) as ProcessIdentity | null;
    return typeof found?.pid === "number" ? found : undefined;
  } catch {
    return undefined;
  }
}

function temporaryPath(folder: string): string {
  return join(folder, `.${randomBytes(8).toString("hex")}`);
}

function lockedError(
  folder: string,
  holder: ProcessIdentity | undefined,
): IoError {
  const who =
    holder === undefined
      ? "somebody unknown"
      : `process ${holder.pid} on ${JSON.stringify(holder.host)}`;
  return new IoError("IO_LOCKED", `${folder} is held by ${who}`, {
    location: { file: folder },
  });
}
