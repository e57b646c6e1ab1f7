import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The sets of project vectors, each with a README of its own. */
export type VectorSet = "rpm" | "patch" | "signature";

/** Absolute path of something inside `vectors/`, e.g. `vectorPath("rpm", "unsigned/4.18")`. */
export function vectorPath(set: VectorSet, ...segments: string[]): string {
  return fileURLToPath(
    new URL(["../vectors", set, ...segments].join("/"), import.meta.url),
  );
}

/**
 * Parses the `expected.json` of one vector folder.
 *
 * @param folder - below the set, e.g. `signed-mainheader-stx` or `one-controller`
 * @typeParam T - what the caller knows about the file's shape
 */
export async function vectorExpected<T>(
  set: VectorSet,
  folder: string,
): Promise<T> {
  const path = vectorPath(set, folder, "expected.json");
  return JSON.parse(await readFile(path, "utf8")) as T;
}
