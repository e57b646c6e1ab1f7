import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { publicPackages } from "./public-packages.mjs";

/** What may be in a package; whatever else gets in is a mistake. */
const ALLOWED = [
  /^(?:package\.json|README\.md|LICENSE)$/,
  /^dist\/.+\.(?:js|d\.ts)$/,
  /^bin\/[a-z_-]+\.js$/,
  /^bundle\/(?:.+\.js|THIRD-PARTY-LICENSES\.txt)$/,
  /^man\/[a-z_-]+\.[1-8]$/,
  /^completions\/(?:bash|zsh|fish)\/[^/]+$/,
];

/**
 * Packs each public package as `npm publish` would.
 *
 * @param {string} target - existing folder
 * @throws Error for a file that belongs into no package
 */
export function packNpm(root, target) {
  const packages = publicPackages(root);
  const output = execFileSync(
    "npm",
    [
      ...["pack", "--json", "--silent", "--pack-destination", target],
      ...packages.map(({ manifest }) => `--workspace=${manifest.name}`),
    ],
    { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  const packed = Object.values(JSON.parse(output));
  const strays = packed.flatMap(({ name, files }) => {
    const { folder } = packages.find((each) => each.manifest.name === name);
    return files.flatMap(({ path }) => strayOf(path, folder, name) ?? []);
  });
  if (strays.length > 0) throw new Error(strays.join("\n"));
}

function strayOf(path, folder, name) {
  if (!ALLOWED.some((pattern) => pattern.test(path)))
    return `${name}: ${path} does not belong into a package`;
  const module = /^dist\/(.+)\.(?:d\.ts|js)$/.exec(path)?.[1];
  const isStale =
    module !== undefined && !existsSync(join(folder, `src/${module}.ts`));
  return isStale
    ? `${name}: ${path} has no source any more: npm run clean && npm run build`
    : undefined;
}
