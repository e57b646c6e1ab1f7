// The Debian package: made the same under another umask and time zone, installed into a root of its own by dpkg, used from there, and removed without a
// trace; looked at by lintian where that is installed.
// usage: node scripts/release/checks/debian.mjs   (after npm run package; as root)
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { commandPackage } from "../public-packages.mjs";
import { inScratch, MADE, ROOT } from "./scratch.mjs";
import { makeInputs, smoke } from "./smoke.mjs";

const name = readdirSync(MADE).find((file) => file.endsWith(".deb"));
if (name === undefined)
  console.log("no Debian package was made: there is no dpkg-deb here");
else await inScratch((folder) => checkPackage(join(MADE, name), folder));

function checkPackage(file, folder) {
  assert.equal(
    madeAgain(folder),
    readFileSync(file).toString("base64"),
    "not reproducible",
  );
  const said = lintian(file);
  const root = emptyRoot(join(folder, "root"));
  // Node is not a package of this root, and the links are followed outside of it.
  dpkg(root, "--force-depends", "-i", file);
  const { version, bin } = commandPackage(ROOT);
  const executables = Object.keys(bin);
  const start = (executable) => [join(root, "usr/bin", executable)];
  smoke(
    { version, executables, start },
    makeInputs(ROOT, folder),
    join(folder, "work"),
  );
  const pages = readdirSync(join(root, "usr/share"), {
    recursive: true,
  }).filter((path) => path.startsWith("man/"));
  dpkg(root, "--purge", "stx-patch");
  assert.deepEqual(leftBehind(root), []);
  return `${name}: ${executables.length} executables${pages.length > 0 ? ` and ${pages.length - 1} manual pages` : ""}, the same bytes again, nothing left after removal; ${said}`;
}

function madeAgain(folder) {
  const again = join(folder, "again");
  const { status, stderr } = spawnSync(
    "sh",
    [
      "-c",
      'umask 077; exec "$0" "$@"',
      process.execPath,
      join(ROOT, "scripts/release/make-packages.mjs"),
      again,
    ],
    {
      encoding: "utf8",
      env: { ...process.env, TZ: "Asia/Tokyo", LC_ALL: "C" },
    },
  );
  assert.equal(status, 0, stderr);
  return readFileSync(join(again, name)).toString("base64");
}

/** A root as dpkg wants one, with nothing in it. */
function emptyRoot(root) {
  mkdirSync(join(root, "var/lib/dpkg/info"), { recursive: true });
  mkdirSync(join(root, "var/lib/dpkg/updates"));
  writeFileSync(join(root, "var/lib/dpkg/status"), "");
  return root;
}

function dpkg(root, ...args) {
  const { status, stdout, stderr } = spawnSync(
    "dpkg",
    [
      `--root=${root}`,
      "--force-not-root",
      "--force-script-chrootless",
      "--log=/dev/null",
      ...args,
    ],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stdout + stderr);
}

/** Everything outside of dpkg's own records. */
function leftBehind(root) {
  return readdirSync(root, { recursive: true }).filter(
    (path) => !/^var(?:\/lib(?:\/dpkg(?:\/.*)?)?)?$/.test(path),
  );
}

/** @throws AssertionError for what lintian calls an error or a warning */
function lintian(file) {
  const { error, status, stdout, stderr } = spawnSync(
    "lintian",
    ["--allow-root", "--fail-on", "error,warning", file],
    { encoding: "utf8" },
  );
  if (error !== undefined) return "lintian is not installed";
  assert.equal(status, 0, stdout + stderr);
  return "lintian finds no error and no warning";
}
