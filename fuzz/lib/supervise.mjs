import { performance } from "node:perf_hooks";
import { clearInterval, setInterval } from "node:timers";
import { Worker } from "node:worker_threads";

import { hashOf } from "./corpus.mjs";
import { Mailbox } from "./mailbox.mjs";

const LOOK_MS = 500;
const HANG_MS = 10_000;
const HEAP_MIB = 1024;

/**
 * Fuzzes in a thread of its own, which may hang, run out of memory or die: the input it had is then the
 * finding.
 *
 * @param target - name, packages, module and maxBytes of the target
 * @param onFinding - called with { kind, name, message, bytes }
 * @param onProgress - called with what happened so far
 */
export async function supervise(target, options, { onFinding, onProgress }) {
  const mailbox = new Mailbox(target.maxBytes);
  const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
    workerData: { ...target, options, buffers: mailbox.buffers },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  const fromLastInput = (kind, message) => {
    const bytes = mailbox.input;
    onFinding({ kind, message, bytes, name: hashOf(bytes) });
  };
  await new Promise((resolve) => {
    let isDone = false;
    const watch = watchForHang(mailbox, () => {
      isDone = true;
      fromLastInput("hang", `no end after ${HANG_MS / 1000} s`);
      void worker.terminate();
    });
    worker.on("message", ({ finding, progress, done }) => {
      if (finding !== undefined) onFinding(finding);
      if (progress ?? done) onProgress(progress ?? done);
      isDone ||= done !== undefined;
    });
    worker.on("error", (error) => {
      isDone = true;
      fromLastInput("died", error.stack ?? String(error));
    });
    worker.on("exit", () => {
      clearInterval(watch);
      // A run that waits for what never comes ends the thread without a word.
      if (!isDone) fromLastInput("hang", "a promise that is never settled");
      resolve();
    });
  });
}

function watchForHang(mailbox, onHang) {
  let runs = mailbox.runs;
  let since = performance.now();
  return setInterval(() => {
    const now = performance.now();
    if (mailbox.runs !== runs || runs === 0) {
      runs = mailbox.runs;
      since = now;
    } else if (now - since > HANG_MS) {
      since = Number.POSITIVE_INFINITY;
      onHang();
    }
  }, LOOK_MS);
}
