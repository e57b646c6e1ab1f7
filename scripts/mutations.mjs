// Random mutations of good patches; docs/fuzzing.md explains them.
// usage: node scripts/mutations.mjs [--runs N] [--seconds N] [--seed N] [--jobs N] [--first N]
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { clearInterval, setInterval } from "node:timers";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

import { Mailbox } from "../fuzz/lib/mailbox.mjs";

const FINDINGS = new URL("../fuzz/findings/", import.meta.url);
const MIB = 1 << 20;
const LOOK_MS = 250;
const MAX_MS = 10_000;
const MAX_GROWTH_MIB = 256;
const MAX_INPUT_BYTES = 4 * MIB;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    seconds: { type: "string", default: "Infinity" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: String(availableParallelism()) },
    first: { type: "string", default: "0" },
  },
});
const [runs, seconds, seed, jobs, first] = [
  "runs",
  "seconds",
  "seed",
  "jobs",
  "first",
].map((name) => Number(values[name]));

const total = {
  runs: 0,
  slowestMs: 0,
  kinds: {},
  codes: new Set(),
  findings: 0,
};
const started = performance.now();
const memory = watchMemory();
await Promise.all(Array.from({ length: jobs }, (_, i) => runThread(first + i)));
memory.stop();
show();
if (
  total.findings > 0 ||
  memory.growth > MAX_GROWTH_MIB * MIB ||
  total.runs === 0
)
  process.exitCode = 1;

/** One of the threads: every `jobs`-th run. */
function runThread(firstRun) {
  const mailbox = new Mailbox(MAX_INPUT_BYTES);
  const worker = new Worker(
    new URL("./mutations/worker.mjs", import.meta.url),
    {
      workerData: {
        seed,
        seconds,
        first: firstRun,
        step: jobs,
        end: first + runs,
        buffers: mailbox.buffers,
        maxBytes: MAX_INPUT_BYTES,
      },
      resourceLimits: { maxOldGenerationSizeMb: MAX_GROWTH_MIB },
    },
  );
  const lost = (message) =>
    keep({ run: "unknown", kind: "thread", message, bytes: mailbox.input });
  const watch = watchForHang(mailbox, () => {
    lost(`no end after ${MAX_MS / 1000} s`);
    void worker.terminate();
  });
  worker.on("message", ({ finding, tally }) => {
    if (finding !== undefined) keep(finding);
    if (tally !== undefined) add(tally);
  });
  worker.on("error", (error) => lost(error.stack ?? String(error)));
  return new Promise((resolve) => {
    worker.on("exit", () => {
      clearInterval(watch);
      resolve();
    });
  });
}

function watchForHang(mailbox, onHang) {
  let seen = mailbox.runs;
  let since = performance.now();
  return setInterval(() => {
    const now = performance.now();
    if (mailbox.runs !== seen || seen === 0) {
      seen = mailbox.runs;
      since = now;
    } else if (now - since > MAX_MS) {
      since = Number.POSITIVE_INFINITY;
      onHang();
    }
  }, LOOK_MS);
}

/** Memory of the process above what it has when all threads are warm. */
function watchMemory() {
  const state = { growth: 0, stop: () => clearInterval(timer) };
  let baseline;
  const timer = setInterval(() => {
    const rss = process.memoryUsage.rss();
    if (total.runs >= 1000) baseline ??= rss;
    if (baseline !== undefined)
      state.growth = Math.max(state.growth, rss - baseline);
  }, LOOK_MS);
  return state;
}

function add({ runs: more, slowestMs, kinds, codes }) {
  total.runs += more;
  total.slowestMs = Math.max(total.slowestMs, slowestMs);
  for (const code of codes) total.codes.add(code);
  for (const [kind, verdicts] of Object.entries(kinds)) {
    const sum = (total.kinds[kind] ??= {
      trusted: 0,
      untrusted: 0,
      malformed: 0,
    });
    for (const [verdict, number] of Object.entries(verdicts))
      sum[verdict] += number;
  }
}

function keep({ run, kind, message, bytes }) {
  total.findings += 1;
  mkdirSync(FINDINGS, { recursive: true });
  const name = `mutation-${seed}-${run}.patch`;
  writeFileSync(new URL(name, FINDINGS), bytes);
  console.error(
    `${kind}: ${message}\n  fuzz/findings/${name}; again: npm run mutations -- --seed ${seed} --first ${run} --runs 1 --jobs 1`,
  );
}

function show() {
  const took = (performance.now() - started) / 1000;
  console.log(
    `${"".padEnd(28)}${["trusted", "untrusted", "malformed"].map((verdict) => verdict.padStart(11)).join("")}`,
  );
  for (const [kind, verdicts] of Object.entries(total.kinds).toSorted())
    console.log(
      `${kind.padEnd(28)}${Object.values(verdicts)
        .map((number) => String(number).padStart(11))
        .join("")}`,
    );
  console.log(
    [
      `${total.runs} mutants with seed ${seed} in ${took.toFixed(0)} s: ${total.findings} findings, ${total.codes.size} different codes`,
      `slowest ${total.slowestMs.toFixed(0)} ms; memory at most ${(memory.growth / MIB).toFixed(0)} MiB above where it was after 1000 mutants`,
    ].join("\n"),
  );
}
