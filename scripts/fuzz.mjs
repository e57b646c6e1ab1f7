// Coverage-guided fuzzing; docs/fuzzing.md explains it.
// Usage: node scripts/fuzz.mjs --target NAME [--seconds N] [--runs N] [--seed N] [--memory-mib N] [--update-corpus]
//        node scripts/fuzz.mjs --target NAME --reproduce FILE
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";

import { runTarget } from "../fuzz/lib/run-target.mjs";
import { supervise } from "../fuzz/lib/supervise.mjs";
import { loadTarget, targetNamed, TARGETS } from "../fuzz/targets.mjs";

const FINDINGS = new URL("../fuzz/findings/", import.meta.url);

const { values } = parseArgs({
  options: {
    target: { type: "string", default: "" },
    seconds: { type: "string", default: "60" },
    runs: { type: "string", default: "Infinity" },
    seed: { type: "string" },
    "memory-mib": { type: "string", default: "256" },
    "update-corpus": { type: "boolean", default: false },
    reproduce: { type: "string" },
  },
});

if (!TARGETS.includes(values.target)) {
  console.error(`--target is one of ${TARGETS.join(", ")}`);
  process.exitCode = 1;
} else if (values.reproduce !== undefined) {
  await reproduce(values.target, values.reproduce);
} else {
  await fuzz(values);
}

async function reproduce(name, file) {
  const target = await loadTarget(name);
  await runTarget(target, new Uint8Array(readFileSync(file)));
  console.log(`${file}: no failure`);
}

async function fuzz({ target: name, ...given }) {
  const options = {
    target: name,
    seconds: Number(given.seconds),
    runs: Number(given.runs),
    seed: Number(given.seed ?? Date.now() % 2 ** 31),
    memoryMiB: Number(given["memory-mib"]),
    updateCorpus: given["update-corpus"],
  };
  const started = performance.now();
  let findings = 0;
  console.log(`fuzzing ${name}, seed ${options.seed}`);
  await supervise(targetNamed(name), options, {
    onFinding: (finding) => {
      findings += 1;
      keep(name, finding);
    },
    onProgress: ({ runs, corpus, taken, branches }) => {
      const seconds = (performance.now() - started) / 1000;
      console.log(
        `${seconds.toFixed(0)} s: ${runs} runs (${Math.round(runs / seconds)} a second), ${taken} of ${branches} branches, ${corpus} inputs, ${findings} findings`,
      );
    },
  });
  if (findings > 0) process.exitCode = 1;
}

function keep(target, { kind, name, message, bytes }) {
  mkdirSync(FINDINGS, { recursive: true });
  const path = `fuzz/findings/${target}-${kind}-${name}`;
  writeFileSync(new URL(`../${path}`, import.meta.url), bytes);
  writeFileSync(new URL(`../${path}.txt`, import.meta.url), `${message}\n`);
  console.error(`${kind}: ${message}`);
  console.error(
    `  ${bytes.length} bytes in ${path}; run again: npm run fuzz -- --target ${target} --reproduce ${path}`,
  );
}
