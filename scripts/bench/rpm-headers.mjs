// Reading the headers of many packages, against rpm itself.
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { makeManyFilesRpm } from "./make-rpm.mjs";
import { measure } from "./measure.mjs";

const READER = fileURLToPath(new URL("read-rpm-headers.mjs", import.meta.url));
const PATCH_QUERY = fileURLToPath(
  new URL("../../packages/cli/bin/patch-query.js", import.meta.url),
);
const FILES_IN_PACKAGE = [1, 10, 30, 100, 300];
/** As anybody would call it: checks header digests; there is no signature to check. */
const QUERY = `rpm -qp --qf '%{NVRA}\\n'`;

/**
 * Measures whole processes over the same packages. `rpm` has done its work when Node has just started, so there
 * is a row without what `node -e ""` takes, too: reading, and the loading of modules.
 *
 * @param folder - existing; gets the packages
 * @returns rows of the table; ratios are to one call of rpm for all
 */
export function rpmHeaderRows(folder, { packages, runs }) {
  const rpms = join(folder, "rpms");
  makePackages(folder, rpms, packages);
  const seconds = (argv, count = runs) =>
    measure(argv, { runs: count, cwd: process.cwd() }).seconds;
  const shell = (script) => ["sh", "-c", script, "sh", rpms];
  const peer = seconds(shell(`${QUERY} "$1"/*.rpm > /dev/null`));
  const node = seconds([process.execPath, "-e", ""]);
  const reader = seconds([process.execPath, READER, rpms]);
  const query = seconds(
    shell(
      `"${process.execPath}" "${PATCH_QUERY}" --qf '%{NVRA}\\n' --rpm "$1"/*.rpm > /dev/null`,
    ),
  );
  const oneByOne = seconds(
    shell(`for f in "$1"/*.rpm; do ${QUERY} "$f"; done > /dev/null`),
    1,
  );
  const row = (work, time) => ({ work, seconds: time, ratio: time / peer });
  return [
    row(`headers of ${packages} RPMs: one rpm -qp for all`, peer),
    row("  one rpm -qp for each", oneByOne),
    row("  our reader", reader),
    row("  our reader, but for the start of Node", reader - node),
    row("  patch-query --rpm", query),
  ];
}

/** Copies of a few real packages with few and many files. */
function makePackages(folder, rpms, count) {
  mkdirSync(rpms);
  const originals = FILES_IN_PACKAGE.map((files) =>
    makeManyFilesRpm(folder, { name: `bench-${files}`, files }),
  );
  for (let i = 0; i < count; i += 1) {
    const original = originals[i % originals.length];
    copyFileSync(original, join(rpms, `${String(i).padStart(5, "0")}.rpm`));
  }
}
