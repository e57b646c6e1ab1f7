import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { MADE, ROOT } from "./scratch.mjs";

/**
 * Makes an empty project and installs all packed packages into it at once: ours find each other there, what they need of others comes from the
 * registry.
 *
 * @param {string} project - folder, made here
 * @returns {string} the folder
 */
export function installPacked(project) {
  mkdirSync(project);
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "project", private: true, type: "module" }),
  );
  const npm = join(MADE, "npm");
  const tarballs = readdirSync(npm).map((name) => join(npm, name));
  const types = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))
    .devDependencies["@types/node"];
  execFileSync(
    "npm",
    [
      ...["install", "--silent", "--no-audit", "--no-fund", "--prefer-offline"],
      ...[...tarballs, `@types/node@${types}`],
    ],
    { cwd: project, stdio: ["ignore", "ignore", "inherit"] },
  );
  return project;
}
