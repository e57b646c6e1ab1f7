// What a row of the table holds.
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { measureTogether } from "./measure.mjs";

/** A command of the checkout. */
export const bin = (name) => resolve("node_modules/.bin", name);

/** Arguments of a build of some RPMs. */
export function buildArgv(patch, rpms, ...more) {
  return [
    bin("patch-build"),
    ...["--id", "BENCH_0001", "--release", "20.06", "-o", patch],
    ...rpms.flatMap((rpm) => ["--all-nodes", rpm]),
    ...more,
  ];
}

/**
 * Measures works and their one peer in turns. `reach`: the ratio that is aimed at; `output`: what it writes, which is not there before, so that
 * nobody's time goes into freeing an older file.
 */
export function compare(peer, works, runs) {
  const [base, ...results] = measureTogether(
    [peer, ...works].map(({ argv, output }) => ({
      argv,
      before: () => {
        if (output !== undefined) rmSync(output, { force: true });
      },
    })),
    runs,
  );
  return works.map(({ work, reach }, i) => ({
    work,
    peer: peer.work,
    seconds: results[i].seconds,
    "peer seconds": base.seconds,
    ratio: results[i].seconds / base.seconds,
    reach,
    "peak MiB": results[i].peakMiB,
  }));
}
