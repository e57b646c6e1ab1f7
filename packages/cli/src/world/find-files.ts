import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareText } from "@stx-patch/core";
import { coded } from "@stx-patch/node-io";
import { CliError } from "../error.js";

/** Directories inside of directories; a load has three. */
const MAX_DEPTH = 16;
/** Names looked at; the largest distributions have a tenth. */
const MAX_NAMES = 1_000_000;

/**
 * Files below a directory whose names end so, sorted. Links to files count, links to directories are not followed, so there are no
 * circles.
 *
 * @returns absolute paths, as `folder` is
 * @throws IoError; CliError CLI_DIRECTORY_TOO_LARGE
 */
export async function findFiles(
  folder: string,
  ending: string,
): Promise<string[]> {
  const found: string[] = [];
  let names = 0;
  const walk = async (path: string, depth: number): Promise<void> => {
    const entries = await coded("list", path, () =>
      readdir(path, { withFileTypes: true }),
    );
    names += entries.length;
    if (depth > MAX_DEPTH || names > MAX_NAMES)
      throw new CliError(
        "CLI_DIRECTORY_TOO_LARGE",
        `${folder}: more than ${depth > MAX_DEPTH ? `${MAX_DEPTH} levels` : `${MAX_NAMES} names`}`,
      );
    for (const entry of entries) {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) await walk(inside, depth + 1);
      else if (isWanted(entry, ending)) found.push(inside);
    }
  };
  await walk(folder, 1);
  return found.toSorted(compareText);
}

function isWanted(entry: Dirent, ending: string): boolean {
  return (
    (entry.isFile() || entry.isSymbolicLink()) &&
    entry.name.toLowerCase().endsWith(ending)
  );
}
