import { lstat, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { IoError } from "./error.js";
import { assertRegular } from "./file-source.js";
import { coded, systemCode } from "./system-error.js";

/**
 * Where an output file really goes. Links are followed, in the folder and in the name itself, because a
 * rename would put a file in place of the link and leave what it points to as it was. Only a regular file
 * may be replaced: renaming over `/dev/null` would replace the device.
 *
 * @throws IoError IO_NOT_FOUND (the folder), IO_BAD_LINK, IO_IS_DIRECTORY, IO_NOT_REGULAR, IO_PERMISSION
 */
export async function resolveTarget(target: string): Promise<string> {
  return coded("write", target, async () => {
    const folder = await realpath(dirname(target));
    const path = join(folder, basename(target));
    if (!(await exists(path))) return path;
    const resolved = await realpath(path).catch((error: unknown) => {
      throw systemCode(error) === "ENOENT" ? danglingLink(target) : error;
    });
    assertRegular(await stat(resolved, { bigint: true }), target);
    return resolved;
  });
}

/** True also for a link that points nowhere. */
async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
}

function danglingLink(target: string): IoError {
  return new IoError(
    "IO_BAD_LINK",
    `${target} is a symbolic link that points nowhere`,
    { location: { file: target } },
  );
}
