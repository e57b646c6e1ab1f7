import { RpmError } from "./error.js";
import {
  isQueryTag,
  queryValues,
  senseText,
  type QueriedRpm,
  type QueryValues,
} from "./query-tags.js";

/** A piece of a parsed query format. */
type Segment =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tag"; readonly tag: TagReference }
  | { readonly kind: "array"; readonly segments: readonly Segment[] };

interface TagReference {
  readonly name: string;
  /** `=`: the first value, however often the array around it repeats. */
  readonly isFixed: boolean;
  readonly width: number;
  readonly alignLeft: boolean;
  readonly render: (value: string | number) => string;
}

const NONE = "(none)";
const MAX_WIDTH = 1024;

const RENDERERS: Readonly<Record<string, TagReference["render"]>> = {
  string: String,
  octal: (value) => Number(value).toString(8),
  hex: (value) => Number(value).toString(16),
  perms: (value) => permissionText(Number(value)),
  depflags: (value) => senseText(Number(value)),
  shescape: (value) =>
    typeof value === "number"
      ? String(value)
      : `'${value.replaceAll("'", "'\\''")}'`,
};

/**
 * Formats a package as `rpm -qp --qf` does: `%{TAG}`, `%-20{TAG}`, `[...]` for arrays, `%{=TAG}`, the formats
 * octal, hex, perms, depflags and shescape, and the escapes of C.
 *
 * @throws RpmError RPM_QUERY_FORMAT, RPM_QUERY_TAG; what reading a tag throws
 */
export function formatRpm(rpm: QueriedRpm, format: string): string {
  return renderAll(new FormatParser(format).parse(), rpm, undefined);
}

class FormatParser {
  readonly #format: string;
  #at = 0;

  constructor(format: string) {
    this.#format = format;
  }

  parse(): Segment[] {
    const segments = this.#segments();
    if (this.#at < this.#format.length) throw this.#error("] without [");
    return segments;
  }

  /** Up to the end or an unmatched `]`, which is left for the caller. */
  #segments(): Segment[] {
    const segments: Segment[] = [];
    while (this.#at < this.#format.length && this.#format[this.#at] !== "]") {
      segments.push(this.#segment());
    }
    return segments;
  }

  #segment(): Segment {
    const character = this.#format[this.#at];
    if (character === "%") return this.#percent();
    if (character === "[") return this.#array();
    this.#at += 1;
    if (character !== "\\") return { kind: "text", text: character ?? "" };
    const escaped = this.#format[this.#at] ?? "";
    this.#at += 1;
    return { kind: "text", text: ESCAPES[escaped] ?? escaped };
  }

  #array(): Segment {
    this.#at += 1;
    const segments = this.#segments();
    if (this.#format[this.#at] !== "]") throw this.#error("[ without ]");
    this.#at += 1;
    return { kind: "array", segments };
  }

  #percent(): Segment {
    if (this.#format[this.#at + 1] === "%") {
      this.#at += 2;
      return { kind: "text", text: "%" };
    }
    const match = /^%(-?)(\d{0,4})\{(=?)([A-Za-z0-9_]+)(?::([a-z]+))?\}/.exec(
      this.#format.slice(this.#at),
    );
    if (match === null) throw this.#error("%{TAG} expected");
    const [whole, minus, width, fixed, name = "", renderer = "string"] = match;
    this.#at += whole.length;
    const tag = name.toUpperCase().replace(/^RPMTAG_/, "");
    if (!isQueryTag(tag))
      throw new RpmError("RPM_QUERY_TAG", `unknown tag ${name}`);
    const render = RENDERERS[renderer];
    if (render === undefined) throw this.#error(`unknown format :${renderer}`);
    return {
      kind: "tag",
      tag: {
        name: tag,
        isFixed: fixed === "=",
        width: Math.min(MAX_WIDTH, Number(width)),
        alignLeft: minus === "-",
        render,
      },
    };
  }

  #error(detail: string): RpmError {
    return new RpmError(
      "RPM_QUERY_FORMAT",
      `query format: ${detail} at character ${this.#at}`,
    );
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function renderAll(
  segments: readonly Segment[],
  rpm: QueriedRpm,
  index: number | undefined,
): string {
  return segments.map((segment) => renderSegment(segment, rpm, index)).join("");
}

function renderSegment(
  segment: Segment,
  rpm: QueriedRpm,
  index: number | undefined,
): string {
  switch (segment.kind) {
    case "text":
      return segment.text;
    case "tag":
      return renderTag(segment.tag, queryValues(rpm, segment.tag.name), index);
    case "array":
      return renderArray(segment.segments, rpm);
  }
}

/** Repeats for every value of the tags inside, which must all have the same number. */
function renderArray(segments: readonly Segment[], rpm: QueriedRpm): string {
  const lengths = segments.flatMap((segment) => {
    if (segment.kind !== "tag" || segment.tag.isFixed) return [];
    const values = queryValues(rpm, segment.tag.name);
    return values === undefined ? [] : [values.length];
  });
  const count = lengths[0];
  if (count === undefined) return "";
  if (lengths.some((length) => length !== count)) {
    throw new RpmError(
      "RPM_QUERY_FORMAT",
      "query format: tags of different lengths between [ and ]",
    );
  }
  return Array.from({ length: count }, (_, i) =>
    renderAll(segments, rpm, i),
  ).join("");
}

function renderTag(
  tag: TagReference,
  values: QueryValues,
  index: number | undefined,
): string {
  const value = values?.[tag.isFixed ? 0 : (index ?? 0)];
  const text = value === undefined ? NONE : tag.render(value);
  return tag.alignLeft ? text.padEnd(tag.width) : text.padStart(tag.width);
}

const FILE_TYPES: Readonly<Record<number, string>> = {
  0o140000: "s",
  0o120000: "l",
  0o100000: "-",
  0o060000: "b",
  0o040000: "d",
  0o020000: "c",
  0o010000: "p",
};

/** `-rwxr-xr-x`, from the bits of `st_mode`. */
export function permissionText(mode: number): string {
  const triplet = (shift: number, special: number, letters: string): string => {
    const bits = mode >> shift;
    const executable = (bits & 1) !== 0;
    const last =
      (mode & special) === 0
        ? executable
          ? "x"
          : "-"
        : letters[executable ? 0 : 1];
    return `${(bits & 4) === 0 ? "-" : "r"}${(bits & 2) === 0 ? "-" : "w"}${last ?? ""}`;
  };
  return [
    FILE_TYPES[mode & 0o170000] ?? "?",
    triplet(6, 0o4000, "sS"),
    triplet(3, 0o2000, "sS"),
    triplet(0, 0o1000, "tT"),
  ].join("");
}
