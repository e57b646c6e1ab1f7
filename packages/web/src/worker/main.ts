import { nobleHash } from "../noble-hash.js";
import { startWorker } from "../worker-url.js";
import { HASH_THREAD } from "./hash-messages.js";
import { serveHashes } from "./hash-thread.js";
import type { WorkerScope } from "./scope.js";
import { threadedHash } from "./threaded-hash.js";
import { serveRequests } from "./verifier.js";

/** As many digests as the format wants of one byte. */
const MAX_HASH_THREADS = 4;

const scope = globalThis as unknown as WorkerScope;

// One script, two jobs: the worker that verifies starts the same code again for its hash threads.
if (scope.name === HASH_THREAD) serveHashes(scope);
else serveRequests(scope, availableHash());

function availableHash(): typeof nobleHash | ReturnType<typeof threadedHash> {
  if (typeof Worker === "undefined") return nobleHash;
  return threadedHash(
    () => startWorker(scope.location.href, HASH_THREAD),
    Math.min(MAX_HASH_THREADS, scope.navigator.hardwareConcurrency),
  );
}
