import { SbomError } from "./error.js";

/** No SBOM nests deeper; those that are written here need 8. */
const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Reads JSON that other programs read, too: a key that comes twice in one object, which each of them takes differently, is refused, and so
 * is nesting without end. What a key is called (`__proto__`) makes no difference to whoever asks with `fieldOf`.
 *
 * @throws SbomError SBOM_JSON
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  checkNesting(text);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new SbomError("SBOM_JSON", "expected JSON, found something else", {
      cause: error,
    });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SbomError("SBOM_JSON", "the file is no UTF-8 text", {
      cause: error,
    });
  }
}

/** An object or, without keys, an array that is open. */
interface Frame {
  readonly keys: Set<string> | undefined;
  /** The next text is a key. */
  awaitsKey: boolean;
}

/** Whether it is JSON at all is the parser's question; this is asked before it, because the parser takes memory for every level. */
function checkNesting(text: string): void {
  const frames: Frame[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const top = frames.at(-1);
    switch (text.charAt(at)) {
      case "{":
      case "[": {
        const isObject = text.charAt(at) === "{";
        if (frames.length === MAX_DEPTH)
          throw refused(text, at, `nested deeper than ${MAX_DEPTH} levels`);
        frames.push({
          keys: isObject ? new Set() : undefined,
          awaitsKey: isObject,
        });
        break;
      }
      case "}":
      case "]":
        frames.pop();
        break;
      case ",":
        if (top?.keys !== undefined) top.awaitsKey = true;
        break;
      case '"': {
        const end = endOfText(text, at);
        if (top?.keys !== undefined && top.awaitsKey) {
          addKey(top.keys, text, at, end);
          top.awaitsKey = false;
        }
        at = end;
        break;
      }
      default:
    }
  }
}

/** Where the closing quote is; the end of the file when there is none. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

function addKey(
  keys: Set<string>,
  text: string,
  start: number,
  end: number,
): void {
  const raw = text.slice(start + 1, end);
  const key = raw.includes("\\") ? unescaped(text, start, end) : raw;
  if (keys.has(key))
    throw refused(text, start, `the key ${JSON.stringify(key)} comes twice`);
  keys.add(key);
}

function unescaped(text: string, start: number, end: number): string {
  try {
    return JSON.parse(text.slice(start, end + 1)) as string;
  } catch {
    throw refused(text, start, "a key is no JSON text");
  }
}

function refused(text: string, at: number, what: string): SbomError {
  return new SbomError("SBOM_JSON", what, {
    location: { offset: new TextEncoder().encode(text.slice(0, at)).length },
  });
}
