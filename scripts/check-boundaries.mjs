// Compares what the packages import with their manifests, their tsconfig references and the table of who may
// import whom (boundaries/table.json).
// usage: node scripts/check-boundaries.mjs [ROOT]
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { CHECKS } from "./boundaries/checks.mjs";
import { readPackages } from "./boundaries/read-packages.mjs";

const root = resolve(process.argv[2] ?? ".");
const table = JSON.parse(
  readFileSync(new URL("boundaries/table.json", import.meta.url), "utf8"),
);
const packages = readPackages(root);
const folders = new Map(packages.map((pkg) => [pkg.packageName, pkg.name]));
const world = { packages, table, folderOf: (name) => folders.get(name) };

const problems = CHECKS.flatMap((check) => check(world));
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error(`${problems.length} boundary problems`);
  process.exitCode = 1;
} else {
  console.log(`boundaries: ${packages.length} packages, no problem`);
}
