import { HASH_THREAD } from "./hash-messages.js";
import { serveHashes } from "./hash-thread.js";
import type { WorkerScope } from "./scope.js";
import { serveRequests } from "./verifier.js";

const scope = globalThis as unknown as WorkerScope;

// One script, two jobs. The page starts both: a worker from a local file may not start workers itself.
if (scope.name === HASH_THREAD) {
  scope.onmessage = ({ ports: [link] }) => {
    if (link !== undefined) serveHashes(link);
  };
} else {
  serveRequests(scope);
}
