import { TrustError } from "./error.js";

/** One PEM block. */
export interface PemBlock {
  /** E.g. `CERTIFICATE`. */
  readonly label: string;
  readonly bytes: Uint8Array;
  /** Python variable that the block is assigned to, e.g. `formal_certificate`. */
  readonly variable: string | undefined;
}

const BEGIN = /-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,60})-----/g;
const ASSIGNMENT =
  /\b([A-Za-z_]\w{0,60})\s{0,8}=\s{0,8}\(?\s{0,8}[bBrRuU]{0,2}["']{1,3}\\?\s{0,8}$/;

/**
 * Finds PEM blocks anywhere in a text. Lines may be indented, and written as source code is: inside of quotes, with `\n` at the end. So
 * StarlingX's own `certificates.py` can be read as it is (spec section 5).
 *
 * @throws TrustError TRUST_PEM when a block has no end or is not base64
 */
export function findPemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  BEGIN.lastIndex = 0;
  for (;;) {
    const begin = BEGIN.exec(text);
    if (begin === null) return blocks;
    const [, label = ""] = begin;
    const end = text.indexOf(`-----END ${label}-----`, BEGIN.lastIndex);
    if (end === -1)
      throw new TrustError("TRUST_PEM", `a block ${label} has no end`);
    blocks.push({
      label,
      bytes: decodeBody(text.slice(BEGIN.lastIndex, end), label),
      variable: ASSIGNMENT.exec(
        text.slice(Math.max(0, begin.index - 128), begin.index),
      )?.[1],
    });
    BEGIN.lastIndex = end;
  }
}

function decodeBody(body: string, label: string): Uint8Array {
  const base64 = body
    .split(/\\r|\\n|\r|\n/)
    .map((line) =>
      line
        .trim()
        .replace(/^[bBrRuU]{0,2}["']{1,3}|["']{1,3}[\s\\+]{0,8}$/g, "")
        .trim(),
    )
    .join("");
  // Keys of other kinds have headers in front of their base64, e.g. `Proc-Type`; what they say is none of our business.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) {
    if (label.endsWith("PRIVATE KEY")) return new Uint8Array(0);
    throw new TrustError("TRUST_PEM", `a block ${label} is not base64`);
  }
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
