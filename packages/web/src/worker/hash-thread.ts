import type { Hasher } from "@stx-patch/core";
import { nobleHash } from "../noble-hash.js";
import type { HashAnswer, HashCommand } from "./hash-messages.js";
import type { WorkerScope } from "./scope.js";

/** Computes digests for the verifying worker. */
export function serveHashes(scope: WorkerScope): void {
  const running = new Map<number, Hasher>();
  scope.onmessage = ({ data }) => {
    const { id, algorithm, bytes, last } = data as HashCommand;
    const hasher = running.get(id) ?? nobleHash(algorithm);
    running.set(id, hasher);
    void hasher.update(bytes);
    if (last) running.delete(id);
    void Promise.resolve(last ? hasher.digest() : undefined).then((digest) => {
      scope.postMessage({
        id,
        takenBytes: bytes.length,
        digest,
      } satisfies HashAnswer);
    });
  };
}
