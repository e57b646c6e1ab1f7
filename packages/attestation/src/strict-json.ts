import { AttestationError } from "./error.js";

/** Any JSON value. */
export type Json =
  null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; names from outside are looked up with `fieldOf`. */
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** Levels of nesting; a provenance needs seven. */
const MAX_DEPTH = 32;

/** A bracket with what it is, or a string with where it ends. */
interface Token {
  readonly kind: "open" | "close" | "string";
  readonly start: number;
  readonly end: number;
}

/**
 * Reads JSON that came from outside. Refused is what programs read in different ways: bytes that are no UTF-8, a byte order mark, and two
 * values of one name, of which some take the first and others the last.
 *
 * @param what - named in errors
 * @throws AttestationError ATTEST_JSON
 */
export function parseStrictJson(bytes: Uint8Array, what: string): Json {
  const text = decodeText(bytes, what);
  assertShallow(text, what);
  const value = parse(text, what);
  assertUnambiguous(text, what);
  return value;
}

/** An own field of an object, never one that it inherits. */
export function fieldOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** True for objects; lists are none. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function decodeText(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch (cause) {
    throw bad(`${what} is not UTF-8`, cause);
  }
}

function parse(text: string, what: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw bad(`${what} is not JSON`, cause);
  }
}

/** Before it is parsed: some engines' parsers recurse. */
function assertShallow(text: string, what: string): void {
  let depth = 0;
  for (const { kind } of tokensOf(text)) {
    if (kind === "open") depth += 1;
    else if (kind === "close") depth -= 1;
    if (depth > MAX_DEPTH)
      throw bad(`${what} is nested deeper than ${MAX_DEPTH} levels`);
  }
}

function assertUnambiguous(text: string, what: string): void {
  const open: Set<string>[] = [];
  for (const { kind, start, end } of tokensOf(text)) {
    if (kind === "open") open.push(new Set());
    else if (kind === "close") open.pop();
    else if (isName(text, end)) {
      // Two spellings of one name are the same name.
      const name = String(JSON.parse(text.slice(start, end)));
      const names = open.at(-1);
      if (names?.has(name) === true)
        throw bad(
          `${what} has two values for ${JSON.stringify(name.slice(0, 40))}`,
        );
      names?.add(name);
    }
  }
}

/** Brackets and strings, without regular expressions: theirs run out of stack on strings of some MiB. */
function* tokensOf(text: string): Generator<Token> {
  for (let start = 0; start < text.length; start += 1) {
    const character = text[start];
    if (character === "{" || character === "[")
      yield { kind: "open", start, end: start + 1 };
    else if (character === "}" || character === "]")
      yield { kind: "close", start, end: start + 1 };
    else if (character === '"') {
      const end = endOfString(text, start);
      yield { kind: "string", start, end };
      start = end - 1;
    }
  }
}

/** Behind the first quotation mark with an even number of backslashes in front. */
function endOfString(text: string, start: number): number {
  for (
    let quote = text.indexOf('"', start + 1);
    quote !== -1;
    quote = text.indexOf('"', quote + 1)
  ) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

/** Whether a colon follows: the string is the name of a field. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (" \t\r\n".includes(text[at] ?? "x")) at += 1;
  return text[at] === ":";
}

function bad(message: string, cause?: unknown): AttestationError {
  return new AttestationError("ATTEST_JSON", message, { cause });
}
