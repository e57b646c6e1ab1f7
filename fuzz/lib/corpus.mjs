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
 * Few and small inputs that together have all features of all inputs.
 *
 * @param featuresOf - resolves to the features of an input
 */
export async function reduceCorpus(inputs, featuresOf) {
  const missing = new Set();
  const candidates = [];
  for (const bytes of inputs) {
    const features = await featuresOf(bytes);
    candidates.push({ bytes, features });
    for (const feature of features) missing.add(feature);
  }
  candidates.sort((a, b) => a.bytes.length - b.bytes.length);
  const kept = [];
  for (const { bytes, features } of candidates) {
    if (!features.some((feature) => missing.has(feature))) continue;
    kept.push(bytes);
    for (const feature of features) missing.delete(feature);
  }
  return kept;
}
