import { readdirSync, readFileSync } from "node:fs";

const VECTORS = new URL("../../packages/testkit/vectors/", import.meta.url);

/** Files of the test kit's vectors: those in `folder` whose name fits, none longer than `maxBytes`. */
export function vectorsIn(folder, pattern, maxBytes) {
  return readdirSync(new URL(folder, VECTORS), { withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map(({ name }) => name)
    .toSorted()
    .map((name) => vector(`${folder}${name}`))
    .filter(({ length }) => length <= maxBytes);
}

/** One file of the test kit's vectors. */
export function vector(path) {
  return new Uint8Array(readFileSync(new URL(path, VECTORS)));
}

/** Words of a dictionary: texts, and bytes as they are. */
export function words(...list) {
  return list.map((word) => Uint8Array.from(Buffer.from(word)));
}

/** The result of an action, or its coded error; anything else it throws is the finding. */
export async function orCoded(codes, action) {
  try {
    return { value: await action() };
  } catch (error) {
    if (error instanceof Error && Object.hasOwn(codes, error.code))
      return { code: error.code };
    throw error;
  }
}

/** A statement about the code that an input proves wrong. */
export function claim(isTrue, statement) {
  if (!isTrue) throw new Error(`claim broken: ${statement}`);
}

/** Bytes in chunks, as a stream delivers them. */
export async function* inChunks(bytes, size) {
  for (let at = 0; at < bytes.length; at += size)
    yield bytes.subarray(at, at + size);
}

/** True when both have the same bytes. */
export function sameBytes(a, b) {
  return Buffer.compare(a, b) === 0;
}

const PROTOTYPES = [Object.prototype, Array.prototype, String.prototype];
const NAMES = PROTOTYPES.map((each) => Reflect.ownKeys(each).length);

/** No input may put anything into what all objects inherit from. */
export function untouchedPrototypes() {
  PROTOTYPES.forEach((each, i) =>
    claim(Reflect.ownKeys(each).length === NAMES[i], "a prototype has grown"),
  );
}
