import {
  closeSync,
  constants,
  fsyncSync,
  openSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { removeQuietly } from "./partial-name.js";
import { codedNow, systemCode } from "./system-error.js";

/**
 * Creates a file that nobody else may have created: of any number of processes, on this machine or on others that share the disk,
 * one gets `true`, whatever happens to the others. The name has reached the disk when this returns.
 *
 * @param content - what to tell about the claim; a crash in between leaves the file empty, and claimed
 * @returns false when the file is there already
 * @throws IoError
 */
export function claimFile(path: string, content: string): boolean {
  return codedNow("create", path, () => {
    const descriptor = createExclusively(path);
    if (descriptor === undefined) return false;
    try {
      writeFileSync(descriptor, content);
      syncFolder(dirname(path));
    } catch (error) {
      // Nobody was told of the claim yet.
      removeQuietly(path);
      throw error;
    } finally {
      closeSync(descriptor);
    }
    return true;
  });
}

/** The one step that decides; O_EXCL is atomic on local disks and on NFS from version 3 on. */
function createExclusively(path: string): number | undefined {
  try {
    return openSync(path, "wx", 0o644);
  } catch (error) {
    if (systemCode(error) === "EEXIST") return undefined;
    throw error;
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
