// Scores a verifier with the corpus; README.md has the protocol.
// usage: node conformance/run.mjs [--json] [--only TEXT] [--policy] [--jobs N] [-- COMMAND...]
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { canMeasure, runVerifier } from "./lib/run-verifier.mjs";
import { scoreOf } from "./lib/score.mjs";
import { tableOf } from "./lib/table.mjs";

const HOME = fileURLToPath(new URL("./", import.meta.url));
const OURS = [process.execPath, `${HOME}adapters/patch-verify.mjs`];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    policy: { type: "boolean", default: false },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});
// The verifier runs in the folder of the corpus; its own files are named from here.
const command =
  positionals.length > 0
    ? positionals.map((word) => (existsSync(word) ? resolve(word) : word))
    : OURS;
const takesPolicy = values.policy || positionals.length === 0;

const cases = readdirSync(`${HOME}cases`)
  .toSorted()
  .filter((name) => name.includes(values.only))
  .map((name) =>
    JSON.parse(readFileSync(`${HOME}cases/${name}/expected.json`, "utf8")),
  );
const asked = cases.filter(({ args }) => takesPolicy || args.length === 0);
const results = await runAll(asked, Number(values.jobs));
const summary = {
  command: command.map((word) => word.replace(HOME, "")),
  cases: results.length,
  leftOut: cases.length - asked.length,
  decision: count(results, "decision"),
  verdict: count(results, "verdict"),
  codes: results.some(({ codes }) => codes !== null)
    ? count(results, "codes")
    : null,
  slowestMs: Math.max(0, ...results.map(({ ms }) => ms)),
  largestMiB: canMeasure ? Math.max(0, ...results.map(({ mib }) => mib)) : null,
  beyondLimits: results.filter(({ limit }) => limit !== null).length,
};
console.log(
  values.json
    ? JSON.stringify({ ...summary, results }, null, 2)
    : tableOf(summary, results),
);
if (summary.decision < results.length || summary.beyondLimits > 0)
  process.exitCode = 1;

/** A few at a time, in the order of the cases. */
async function runAll(queue, jobs) {
  const done = new Array(queue.length);
  let next = 0;
  const worker = async () => {
    while (next < queue.length) {
      const at = next++;
      done[at] = scoreOf(
        queue[at],
        await runVerifier(command, queue[at], HOME),
      );
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return done;
}

function count(list, field) {
  return list.filter((result) => result[field] === true).length;
}
