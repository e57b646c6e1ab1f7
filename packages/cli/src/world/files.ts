import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { coded } from "@stx-patch/node-io";

/** What a name that is no file is answered with; a name too long or with a NUL may still be a pattern. */
const NOT_THERE = [
  "ENOENT",
  "ENOTDIR",
  "ENAMETOOLONG",
  "ERR_INVALID_ARG_VALUE",
];

/**
 * Status of a path, or undefined when nothing is there.
 *
 * @throws IoError when it cannot be told, e.g. for lack of permission
 */
export async function statIfThere(path: string): Promise<Stats | undefined> {
  return coded("look at", path, async () => {
    try {
      return await stat(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (NOT_THERE.includes(code ?? "")) return undefined;
      throw error;
    }
  });
}

/** Device and inode, which tell whether two names are one file; the path itself for what is not there. */
export async function identityOf(path: string): Promise<string> {
  const status = await statIfThere(path);
  return status === undefined ? path : `${status.dev}:${status.ino}`;
}
