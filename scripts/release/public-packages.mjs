import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The packages that are published: all that are not private.
 *
 * @param {string} root - top of the repository
 * @returns {{ folder: string, manifest: Record<string, any> }[]} folders are absolute
 */
export function publicPackages(root) {
  return readdirSync(join(root, "packages"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, "packages", name))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => manifest.private !== true);
}

/** The package that has the executables. */
export function commandPackage(root) {
  return readManifest(join(root, "packages/cli"));
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
