import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Top of the repository. */
export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

const NOT_OURS = new Set(["node_modules", "dist", "coverage", ".git"]);

/** Every file of the working tree, relative to the top, without what is installed or built. */
export function repositoryFiles(folder = ""): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? repositoryFiles(path) : [path];
    });
}
