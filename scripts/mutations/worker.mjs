// One thread that makes mutants and judges them; ../mutations.mjs is the other end.
import { performance } from "node:perf_hooks";
import { parentPort, workerData } from "node:worker_threads";

import { failureOf } from "../../fuzz/lib/failure.mjs";
import { Mailbox } from "../../fuzz/lib/mailbox.mjs";
import { Random } from "../../fuzz/lib/random.mjs";
import { judge } from "./property.mjs";
import { MUTATIONS } from "./mutations.mjs";
import { loadOriginals } from "./originals.mjs";

const { seed, first, step, end, seconds, buffers, maxBytes } = workerData;
const PROGRESS_RUNS = 200;

const originals = loadOriginals();
const signed = new Set(originals.map((original) => original.signed));
for (const { name, bytes } of originals) {
  const { verdict } = await judge(bytes, signed);
  if (verdict !== "trusted")
    throw new Error(`${name} is ${verdict} before anything is done to it`);
}

const mailbox = new Mailbox(maxBytes, buffers);
const deadline = performance.now() + seconds * 1000;
let tally = emptyTally();
for (let run = first; run < end && performance.now() < deadline; run += step) {
  await one(run);
  if (tally.runs % PROGRESS_RUNS === 0) flush();
}
flush();

/** A run depends on the seed and its number only, so that each can be run again by itself. */
async function one(run) {
  const random = new Random((seed * 1_000_003 + run) | 0);
  const kind = random.pick(Object.keys(MUTATIONS));
  const original = random.pick(originals);
  const bytes = MUTATIONS[kind](original, random.pick(originals), random);
  mailbox.post(bytes.subarray(0, maxBytes));
  const started = performance.now();
  try {
    const { verdict, codes } = await judge(bytes, signed);
    count(kind, verdict);
    for (const code of codes) tally.codes.add(code);
    if (kind.startsWith("harmless") && verdict !== "trusted")
      throw new Error(
        `a harmless change of ${original.name} is ${verdict}: ${codes.join()}`,
      );
  } catch (error) {
    const { message } = failureOf(error);
    parentPort.postMessage({ finding: { run, kind, message, bytes } });
  }
  tally.runs += 1;
  tally.slowestMs = Math.max(tally.slowestMs, performance.now() - started);
}

function count(kind, verdict) {
  tally.kinds[kind] ??= { trusted: 0, untrusted: 0, malformed: 0 };
  tally.kinds[kind][verdict] += 1;
}

function flush() {
  parentPort.postMessage({ tally });
  tally = emptyTally();
}

function emptyTally() {
  return { runs: 0, slowestMs: 0, kinds: {}, codes: new Set() };
}
