import { createHash, randomBytes } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isAlive, ownIdentity } from "./process-identity.js";

/** Leaves room for the rest of the name within the 255 bytes that file systems allow. */
const MAX_BASE_BYTES = 200;
const SUFFIX = /^(?<pid>\d{1,10})-(?<host>[0-9a-f]{8})[0-9a-f]{16}\.partial$/;

/**
 * Path for the temporary file of a target: `.<base>.<pid>-<random>.partial` beside it. The random part begins
 * with a tag of where the process id means something: on a shared disk there are those of other machines and containers.
 */
export function partialPath(target: string): string {
  const random = hostTag() + randomBytes(8).toString("hex");
  return join(
    dirname(target),
    `${prefixOf(target)}${String(process.pid)}-${random}.partial`,
  );
}

/**
 * Removes temporary files and folders of the same target that killed processes of this machine left behind. Files of
 * living processes stay. Best effort: what cannot be removed is left for the next time.
 */
export function removeStalePartials(target: string): void {
  const folder = dirname(target);
  const prefix = prefixOf(target);
  for (const name of listNames(folder)) {
    if (!name.startsWith(prefix)) continue;
    const { pid, host } = SUFFIX.exec(name.slice(prefix.length))?.groups ?? {};
    if (pid === undefined || host !== hostTag() || isAlive(Number(pid)))
      continue;
    removeQuietly(join(folder, name));
  }
}

/** Removes a file, or a folder with what is in it; one that is gone already or cannot be removed is no reason to fail. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Cleaning up is best effort; the error that led here matters more.
  }
}

function prefixOf(target: string): string {
  const base = Buffer.from(basename(target));
  // A cut may split a character, which `toString` replaces: the name stays valid and the same each time.
  return `.${base.subarray(0, MAX_BASE_BYTES).toString()}.`;
}

/** Containers may share a host's name, and their process ids are numbers of their own. */
function hostTag(): string {
  const { host, machine, pidNamespace } = ownIdentity();
  const place = JSON.stringify([host, machine, pidNamespace]);
  return createHash("sha256").update(place).digest("hex").slice(0, 8);
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder may allow writing and forbid listing; creating the file will tell what matters.
    return [];
  }
}
