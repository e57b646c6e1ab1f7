// The Markdown pages of the repository.
import { readdirSync } from "node:fs";

/** Folders without pages of ours. */
const LEFT_OUT = ["node_modules", "dist", "bundle", "coverage", "vectors"];

/**
 * Paths of all pages, relative to the top, sorted.
 *
 * @param {URL} root - top of the repository
 */
export function listPages(root) {
  return pagesBelow(root, "").sort();
}

function pagesBelow(root, folder) {
  return readdirSync(new URL(folder, root), { withFileTypes: true }).flatMap(
    (entry) => {
      const path = `${folder}${entry.name}`;
      if (entry.name.startsWith(".") || LEFT_OUT.includes(entry.name))
        return [];
      if (entry.isDirectory()) return pagesBelow(root, `${path}/`);
      return entry.name.endsWith(".md") ? [path] : [];
    },
  );
}
