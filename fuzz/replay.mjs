import { readCorpus } from "./lib/corpus.mjs";
import { runTarget } from "./lib/run-target.mjs";
import { loadTarget } from "./targets.mjs";

/**
 * The committed inputs of a target, for the tests of the package it concerns.
 *
 * @returns inputs as `[name, bytes]`, and the function that runs one and rejects when it finds a fault
 */
export async function replay(name) {
  const target = await loadTarget(name);
  return {
    inputs: readCorpus(name),
    run: (bytes) => runTarget(target, bytes),
  };
}
