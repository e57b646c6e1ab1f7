import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";

const FOLDER = new URL("../corpus/", import.meta.url);

/** The committed inputs of a target as `[name, bytes]`, in the order of their names. */
export function readCorpus(target) {
  const folder = new URL(`${target}/`, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .map((name) => [name, new Uint8Array(readFileSync(new URL(name, folder)))]);
}

/** Replaces the committed inputs of a target. */
export function writeCorpus(target, inputs) {
  const folder = new URL(`${target}/`, FOLDER);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const bytes of inputs)
    writeFileSync(new URL(hashOf(bytes), folder), bytes);
}

/** Name of an input: the same bytes have the same name. */
export function hashOf(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

/**
 * Few and small inputs that together take all branches that all inputs take.
 *
 * @param branchesOf - resolves to the branches of an input
 */
export async function reduceCorpus(inputs, branchesOf) {
  const bySize = inputs.toSorted((a, b) => a.length - b.length);
  const taken = new Set();
  const kept = [];
  for (const bytes of bySize) {
    const branches = await branchesOf(bytes);
    if (branches.every((branch) => taken.has(branch))) continue;
    kept.push(bytes);
    for (const branch of branches) taken.add(branch);
  }
  return kept;
}
