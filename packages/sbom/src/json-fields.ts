import { SbomError } from "./error.js";

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A field that is the object's own; undefined when it is not there. */
export function fieldOf(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** @throws SbomError SBOM_STRUCTURE when it is not an object */
export function asObject(value: unknown, pointer: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrongForm(pointer, "an object");
  return value as JsonObject;
}

/** Objects of a list that need not be there. @throws SbomError SBOM_STRUCTURE */
export function* objectsOf(
  object: JsonObject,
  name: string,
  pointer: string,
): Generator<readonly [object: JsonObject, pointer: string]> {
  const list = fieldOf(object, name);
  if (list === undefined) return;
  if (!Array.isArray(list)) throw wrongForm(`${pointer}/${name}`, "a list");
  for (const [i, entry] of (list as unknown[]).entries()) {
    const place = `${pointer}/${name}/${i}`;
    yield [asObject(entry, place), place];
  }
}

/** A text that need not be there. @throws SbomError SBOM_STRUCTURE */
export function textOf(
  object: JsonObject,
  name: string,
  pointer: string,
): string | undefined {
  const value = fieldOf(object, name);
  if (value !== undefined && typeof value !== "string")
    throw wrongForm(`${pointer}/${name}`, "text");
  return value;
}

/** @param pointer - into the document (RFC 6901) */
export function wrongForm(pointer: string, expected: string): SbomError {
  return new SbomError("SBOM_STRUCTURE", `expected ${expected}`, {
    location: { member: pointer === "" ? "/" : pointer },
  });
}
