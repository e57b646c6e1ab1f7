import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What every public package says the same way. */
const SAME = {
  license: "Apache-2.0",
  type: "module",
  publishConfig: { access: "public" },
};

/**
 * What is missing in the manifests of the public packages, or beside them.
 *
 * @param {ReturnType<import("../public-packages.mjs").publicPackages>} packages
 */
export function manifestProblems(root, packages) {
  const monorepo = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const licence = readFileSync(join(root, "LICENSE"), "utf8");
  const [{ manifest: first }] = packages;
  const expected = {
    ...SAME,
    engines: monorepo.engines,
    version: first.version,
  };
  return packages.flatMap(({ folder, manifest }) => {
    const rules = {
      ...Object.fromEntries(
        Object.entries(expected).map(([key, value]) => [
          `"${key}" is ${JSON.stringify(value)}`,
          JSON.stringify(manifest[key]) === JSON.stringify(value),
        ]),
      ),
      'has "description", "keywords" and "sideEffects"':
        Boolean(manifest.description) &&
        manifest.keywords?.length > 0 &&
        manifest.sideEffects !== undefined,
      "exports types before code":
        Object.keys(manifest.exports?.["."] ?? {}).join() === "types,default",
      "asks for our packages in this very version": ownVersions(manifest).every(
        (version) => version === manifest.version,
      ),
      "has the repository's LICENSE":
        readOrEmpty(join(folder, "LICENSE")) === licence,
      "has a README.md": readOrEmpty(join(folder, "README.md")) !== "",
    };
    return Object.entries(rules)
      .filter(([, holds]) => !holds)
      .map(([rule]) => `${manifest.name}: expected that it ${rule}`);
  });
}

function ownVersions({ dependencies = {} }) {
  return Object.entries(dependencies)
    .filter(([name]) => name.startsWith("@stx-patch/"))
    .map(([, version]) => version);
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
