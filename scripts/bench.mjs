// Speed and memory as ratios against peers in the same run; docs/performance.md explains the method.
// Usage: node scripts/bench.mjs [--quick] [--huge] [--runs N] [--files FOLDER] [--only GROUP]...
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  againstOriginalRows,
  manyRpmsRows,
} from "./bench/against-original.mjs";
import { imaSigningRows } from "./bench/ima-signing.mjs";
import { largeRpmRows, scalingRows } from "./bench/large-rpm.mjs";
import { rpmHeaderRows } from "./bench/rpm-headers.mjs";
import { startUpRows } from "./bench/start-up.mjs";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    huge: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
    runs: { type: "string" },
    files: { type: "string", default: tmpdir() },
  },
});

const SCALES = {
  quick: {
    ...{ largeMiB: 32, middleMiB: 16, hugeMiB: 64, smallPackages: 20 },
    ...{ packages: 100, files: 1000, runs: 1, startRuns: 3 },
  },
  full: {
    ...{ largeMiB: 2048, middleMiB: 200, hugeMiB: 8192, smallPackages: 2000 },
    ...{ packages: 1000, files: 20_000, runs: 5, startRuns: 15 },
  },
};

const GROUPS = {
  start: startUpRows,
  headers: rpmHeaderRows,
  ima: imaSigningRows,
  large: largeRpmRows,
  original: againstOriginalRows,
  many: manyRpmsRows,
  // A matter of minutes and of 25 GB on the disk, so only when asked for.
  ...(values.huge ? { huge: scalingRows } : {}),
};

const scale = { ...SCALES[values.quick ? "quick" : "full"] };
if (values.runs !== undefined) scale.runs = Number(values.runs);
const folder = mkdtempSync(join(values.files, "stx-patch-bench-"));
try {
  const rows = [];
  for (const [name, rowsOf] of Object.entries(GROUPS)) {
    if (values.only !== undefined && !values.only.includes(name)) continue;
    console.error(`bench: ${name}`);
    const found = rowsOf(folder, scale);
    // Each group as it is measured: all of them take half an hour.
    console.table(found.map(shown));
    rows.push(...found);
  }
  mkdirSync("bench-results", { recursive: true });
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    node: process.version,
  };
  writeFileSync(
    "bench-results/results.json",
    `${JSON.stringify({ machine, scale, rows }, null, 2)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A row as the table shows it. */
function shown({ work, peer, seconds, ratio, reach, "peak MiB": peakMiB }) {
  return {
    work,
    peer,
    seconds: round(seconds, 2),
    ratio: round(ratio, 3),
    reach: round(reach, 3),
    "peak MiB": round(peakMiB, 0),
  };
}

function round(value, digits) {
  return value === undefined ? undefined : Number(value.toFixed(digits));
}
