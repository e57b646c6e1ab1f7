// The next release, rehearsed in a clone: the changesets are understood, and what comes out of them is whole.
// usage: node scripts/release/checks/release.mjs
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { changesetsIn } from "../changelog.mjs";
import { commandPackage, publicPackages } from "../public-packages.mjs";
import { manifestProblems } from "./manifest-problems.mjs";
import { inScratch, ROOT } from "./scratch.mjs";

await inScratch((folder) => {
  const clone = join(folder, "clone");
  const cloned = spawnSync("git", ["clone", "--quiet", ROOT, clone], {
    encoding: "utf8",
  });
  if (cloned.status !== 0)
    return `not rehearsed: ${cloned.stderr.trim().split("\n").at(-1)}`;
  // Changesets compares with the branch that releases are made from.
  execFileSync("git", ["checkout", "--quiet", "-B", "main"], { cwd: clone });
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"));
  const changesets = changesetsIn(clone);
  if (changesets.length === 0) return "no change waits for a release";

  const status = run(clone, "node_modules/.bin/changeset", "status");
  const before = commandPackage(clone).version;
  run(clone, process.execPath, "scripts/release/version.mjs");
  const { version } = commandPackage(clone);
  assert.notEqual(version, before, status);
  assert.deepEqual(manifestProblems(clone, publicPackages(clone)), []);
  assert.deepEqual(changesetsIn(clone), []);
  const changelog = readFileSync(join(clone, "CHANGELOG.md"), "utf8");
  assert.match(
    changelog,
    new RegExp(
      `## Unreleased\\n\\n## ${version} - \\d{4}-\\d\\d-\\d\\d\\n\\n### `,
    ),
  );
  const lock = JSON.parse(
    readFileSync(join(clone, "package-lock.json"), "utf8"),
  );
  assert.equal(lock.packages["packages/core"].version, version);
  run(
    clone,
    "node_modules/.bin/prettier",
    "--check",
    "CHANGELOG.md",
    "packages/*/package.json",
  );
  return `${changesets.length} changesets make ${version} of ${before}, in ${publicPackages(clone).length} packages and CHANGELOG.md`;
});

function run(cwd, command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
  });
  assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout + stderr;
}
