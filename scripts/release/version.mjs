// Makes the next version out of the changesets: versions in all manifests, one section of CHANGELOG.md, the lock file. Commits and publishes nothing.
// usage: node scripts/release/version.mjs   (npm run release:version)
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { entriesIn, releaseChangelog } from "./changelog.mjs";
import { commandPackage } from "./public-packages.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const entries = entriesIn(root);
if (entries.length === 0)
  throw new Error("no changeset: there is nothing to release");

run("node_modules/.bin/changeset", "version");
const { version } = commandPackage(root);
const changelog = join(root, "CHANGELOG.md");
const date = new Date().toISOString().slice(0, 10);
writeFileSync(
  changelog,
  releaseChangelog(readFileSync(changelog, "utf8"), { version, date, entries }),
);
run(
  "node_modules/.bin/prettier",
  "--log-level",
  "silent",
  "--write",
  changelog,
);
run("npm", "install", "--package-lock-only", "--no-audit", "--no-fund");
console.log(`version ${version}: ${entries.length} changes`);

function run(command, ...args) {
  execFileSync(command, args, {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
}
