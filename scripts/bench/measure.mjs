// Runs a command as a whole process and tells what it cost.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One run: wall seconds and peak resident memory in MiB, by GNU time. */
function runOnce(argv, options) {
  const folder = mkdtempSync(join(tmpdir(), "stx-bench-"));
  const report = join(folder, "time");
  try {
    const started = process.hrtime.bigint();
    const { status, stderr } = spawnSync(
      "/usr/bin/time",
      ["-f", "%M", "-o", report, ...argv],
      { ...options, stdio: ["ignore", "ignore", "pipe"] },
    );
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    if (status !== 0)
      throw new Error(`${argv.join(" ")}: exit ${status}\n${stderr}`);
    return {
      seconds,
      peakMiB: Number(readFileSync(report, "utf8").trim()) / 1024,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Medians over `runs` runs; `before` restores what a run changes. */
export function measure(argv, { runs, before, ...options }) {
  const results = Array.from({ length: runs }, () => {
    before?.();
    return runOnce(argv, options);
  });
  return {
    seconds: median(results.map(({ seconds }) => seconds)),
    peakMiB: Math.max(...results.map(({ peakMiB }) => peakMiB)),
    runs,
  };
}

/** The middle one. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
