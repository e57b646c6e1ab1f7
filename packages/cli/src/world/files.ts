import { stat } from "node:fs/promises";
import type { Stats } from "node:fs";

/** Status of a path, or undefined when nothing is there. */
export async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A name too long or with a NUL cannot be a file, but it may be a pattern.
    if (
      ["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"].includes(
        code ?? "",
      )
    ) {
      return undefined;
    }
    throw error;
  }
}
