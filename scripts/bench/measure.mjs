// Runs commands as whole processes and tells what they cost.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One run: wall seconds and peak resident memory in MiB, by GNU time. */
function runOnce({ argv, before, ...options }) {
  before?.();
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
export function measure(argv, { runs, ...options }) {
  const [result] = measureTogether([{ argv, ...options }], runs);
  return result;
}

/** The same for several commands that take turns, so that a slow minute of the machine meets them all. */
export function measureTogether(commands, runs) {
  const results = commands.map(() => []);
  for (let run = 0; run < runs; run++)
    commands.forEach((command, i) => results[i].push(runOnce(command)));
  return results.map((ofOne) => ({
    seconds: median(ofOne.map(({ seconds }) => seconds)),
    peakMiB: Math.max(...ofOne.map(({ peakMiB }) => peakMiB)),
    runs,
  }));
}

/** The middle one. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
