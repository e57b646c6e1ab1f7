import { basename } from "node:path";

/** Rows that say which files beside a patch are no longer about it. */
export function outdatedRows(paths: readonly string[]): string[][] {
  const names = paths.map((path) => basename(path)).join(", ");
  return paths.length === 0
    ? []
    : [["outdated", `${names}: of the patch as it was; make them again`]];
}
