import { statSync, type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { coded, codedNow } from "@stx-patch/node-io";

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
      assertNotThere(error);
      return undefined;
    }
  });
}

/** The same without the thread pool: of thousands of files, waiting for it would be most of the time. */
function statNowIfThere(path: string): Stats | undefined {
  return codedNow("look at", path, () => {
    try {
      return statSync(path);
    } catch (error) {
      assertNotThere(error);
      return undefined;
    }
  });
}

/** @throws error when it says something else */
function assertNotThere(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  if (!NOT_THERE.includes(code ?? "")) throw error;
}

/** Device and inode, which tell whether two names are one file; the path itself for what is not there. */
export function identityOf(path: string): string {
  const status = statNowIfThere(path);
  return status === undefined ? path : `${status.dev}:${status.ino}`;
}
