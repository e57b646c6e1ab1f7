import type { Hasher } from "@stx-patch/core";
import { nobleHash } from "../noble-hash.js";
import type { HashAnswer, HashCommand, MessageLink } from "./hash-messages.js";

/** Computes digests for the verifying worker, which is at the other end of the link. */
export function serveHashes(link: MessageLink): void {
  const running = new Map<number, Hasher>();
  link.onmessage = ({ data }) => {
    const { id, algorithm, batch, sizeBytes, last } = data as HashCommand;
    const hasher = running.get(id) ?? nobleHash(algorithm);
    running.set(id, hasher);
    void hasher.update(batch.subarray(0, sizeBytes));
    if (last) running.delete(id);
    void Promise.resolve(last ? hasher.digest() : undefined).then((digest) => {
      const answer: HashAnswer = { id, batch, sizeBytes, digest };
      link.postMessage(answer, [batch.buffer]);
    });
  };
}
