// The fuzzing thread; see supervise.mjs for the other end.
import { register } from "node:module";
import { performance } from "node:perf_hooks";
import { parentPort, workerData } from "node:worker_threads";

import { readCorpus, reduceCorpus, writeCorpus } from "./corpus.mjs";
import { Coverage } from "./coverage.mjs";
import { Fuzzer } from "./fuzzer.mjs";
import { Mailbox } from "./mailbox.mjs";
import { MemoryGuard } from "./memory.mjs";
import { Random } from "./random.mjs";

const PROGRESS_MS = 5000;

const { options, packages, module, buffers } = workerData;
const say = (message) => parentPort.postMessage(message);

const coverage = new Coverage();
coverage.install();
register(new URL("./instrument-hooks.mjs", import.meta.url), {
  data: { packages },
});
const { target } = await import(module);

const fuzzer = new Fuzzer({
  target,
  coverage,
  mailbox: new Mailbox(target.maxBytes, buffers),
  memory: new MemoryGuard(options.memoryMiB),
  random: new Random(options.seed),
  report: (finding) => say({ finding }),
});
const corpus = readCorpus(options.target).map(([, bytes]) => bytes);
await fuzzer.seed([...corpus, ...target.seeds()]);
say({ progress: progress() });
await fuzzer.loop(untilDone());
if (options.updateCorpus) {
  const kept = await reduceCorpus(fuzzer.corpus, (bytes) =>
    fuzzer.branchesOf(bytes),
  );
  writeCorpus(options.target, kept);
}
say({ done: progress() });

function untilDone() {
  const end = performance.now() + options.seconds * 1000;
  let nextProgress = performance.now() + PROGRESS_MS;
  return (runs) => {
    const now = performance.now();
    if (now > nextProgress) {
      nextProgress = now + PROGRESS_MS;
      say({ progress: progress() });
    }
    return runs < options.runs && now < end;
  };
}

function progress() {
  return {
    runs: fuzzer.runs,
    corpus: fuzzer.corpus.length,
    ...coverage.summary,
  };
}
