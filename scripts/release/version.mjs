// Makes the next version out of the changesets: versions in all manifests, one section of CHANGELOG.md, the lock file. Commits and publishes nothing.
// usage: node scripts/release/version.mjs   (npm run release:version)
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { entryOf, releaseChangelog } from "./changelog.mjs";
import { commandPackage } from "./public-packages.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const entries = readdirSync(join(root, ".changeset"))
  .filter((name) => name.endsWith(".md") && name !== "README.md")
  .toSorted()
  .map((name) =>
    entryOf(name, readFileSync(join(root, ".changeset", name), "utf8")),
  );
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
