// Reading the headers of many packages, against rpm itself.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { makeManyFilesRpm } from "./make-rpm.mjs";
import { measure } from "./measure.mjs";

const READER = fileURLToPath(new URL("read-rpm-headers.mjs", import.meta.url));
const FILES_IN_PACKAGE = [1, 10, 30, 100, 300];
/** rpm checks header digests in a query; signatures would need a key ring. */
const QUERY = "rpm -qp --nosignature";

/**
 * Measures three whole processes over the same packages: one of ours, one `rpm -qp` for all, and a shell that
 * starts one `rpm -qp` for each.
 *
 * @param folder - existing, empty; gets the packages
 * @returns seconds of each, and how many times faster we are
 */
export function benchRpmHeaders(folder, { packages = 1000, runs = 3 } = {}) {
  const rpms = join(folder, "rpms");
  makePackages(folder, rpms, packages);
  const seconds = (argv, count = runs) =>
    measure(argv, { runs: count, cwd: process.cwd() }).seconds;
  const shell = (script) => ["sh", "-c", script, "sh", rpms];
  const ours = seconds([process.execPath, READER, rpms]);
  const together = seconds(shell(`${QUERY} "$1"/*.rpm > /dev/null`));
  const oneByOne = seconds(
    shell(`for f in "$1"/*.rpm; do ${QUERY} "$f"; done > /dev/null`),
    1,
  );
  return {
    packages,
    ours,
    together,
    oneByOne,
    fasterThanTogether: together / ours,
    fasterThanOneByOne: oneByOne / ours,
  };
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
  if (readdirSync(rpms).length !== count)
    throw new Error(`${rpms}: expected ${count} packages`);
}
