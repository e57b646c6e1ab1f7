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

/** How often the packages are read in one process to tell what a package costs from what a process costs. */
const ROUNDS = 5;

/**
 * Measures whole processes over the same packages. When Node has started, `rpm` is done with a thousand packages; so
 * there is a second pair of rows about what further packages cost.
 *
 * @param folder - existing; gets the packages
 * @returns rows of the table; ratios are to rpm's row above
 */
export function rpmHeaderRows(folder, { packages, runs }) {
  const rpms = join(folder, "rpms");
  makePackages(folder, rpms, packages);
  const seconds = (argv, count = runs) =>
    measure(argv, { runs: count, cwd: process.cwd() }).seconds;
  const shell = (script) => ["sh", "-c", script, "sh", rpms];
  const rpm = (rounds) =>
    seconds(shell(`${QUERY} ${'"$1"/*.rpm '.repeat(rounds)} > /dev/null`));
  const reader = (rounds) =>
    seconds([process.execPath, READER, ...new Array(rounds).fill(rpms)]);
  const patchQuery = seconds(
    shell(
      `"${process.execPath}" "${PATCH_QUERY}" --qf '%{NVRA}\\n' --rpm "$1"/*.rpm > /dev/null`,
    ),
  );
  const each = seconds(
    shell(`for f in "$1"/*.rpm; do ${QUERY} "$f"; done > /dev/null`),
    1,
  );
  const node = seconds([process.execPath, "-e", ""]);
  const [rpmOnce, readerOnce] = [rpm(1), reader(1)];
  const further = (rounds, once) => (rounds - once) / (ROUNDS - 1);
  const rpmFurther = further(rpm(ROUNDS), rpmOnce);
  const readerFurther = further(reader(ROUNDS), readerOnce);
  const row = (work, time, peer) => ({
    work,
    seconds: time,
    ratio: time / peer,
  });
  return [
    row(`headers of ${packages} RPMs: one rpm -qp for all`, rpmOnce, rpmOnce),
    row("  one rpm -qp for each", each, rpmOnce),
    row("  our reader", readerOnce, rpmOnce),
    row("  of that, Node's start", node, rpmOnce),
    row("  patch-query --rpm", patchQuery, rpmOnce),
    row(`${packages} RPMs more: the same rpm -qp`, rpmFurther, rpmFurther),
    row("  our reader", readerFurther, rpmFurther),
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
