import type { Limits } from "@stx-patch/core";
import type { FormatErrorCode } from "./error.js";
import { indexOfForbiddenCharacter } from "./xml-characters.js";
import { indexOfBadReference } from "./xml-references.js";

/** Longer than any tag of the format, so that the library never sees a megabyte of attributes. */
const MAX_TAG_CHARACTERS = 4096;

/** Longest text between two tags: the library needs some 40 bytes of memory a character. */
const MAX_TEXT_CHARACTERS = 1024 * 1024;

const NAME = "[A-Za-z_][A-Za-z0-9._-]{0,63}";
const SPACE = "[ \\t\\r\\n]";
const DECLARATION = new RegExp(
  `^<\\?xml${SPACE}+version${SPACE}*=${SPACE}*(["'])1\\.0\\1` +
    `(?:${SPACE}+encoding${SPACE}*=${SPACE}*(["'])([A-Za-z][A-Za-z0-9._-]*)\\2)?` +
    `(?:${SPACE}+standalone${SPACE}*=${SPACE}*(["'])(?:yes|no)\\4)?${SPACE}*\\?>`,
);
const MAX_DECLARATION_CHARACTERS = 256;
const START = new RegExp(`<(${NAME})`, "y");
const ATTRIBUTE = new RegExp(
  `${SPACE}+(${NAME})${SPACE}*=${SPACE}*(?:"([^"<]*)"|'([^'<]*)')`,
  "y",
);
const START_END = new RegExp(`${SPACE}*(/?)>`, "y");
const END = new RegExp(`</(${NAME})${SPACE}*>`, "y");

/** Where elements (their `<`) and attributes (their names) start, both in document order, as indexes into the text. */
export interface XmlPlaces {
  readonly elements: readonly number[];
  readonly attributes: readonly number[];
}

/** Ends the reading: throws an error that names the place. */
export type Refuse = (
  code: FormatErrorCode,
  message: string,
  index: number,
) => never;

/**
 * Reads an XML document from end to end in linear time, builds nothing, and refuses everything that is not plain, well-formed
 * and small: fast-xml-parser lets unclosed tags, trailing text and unknown references pass, expands the entities of a document type,
 * and knows no limits.
 * Behind this guard all XML readers see the same tree.
 *
 * @param text - decoded document without byte order mark
 * @param refuse - called with an index into `text`
 * @returns what the library does not tell
 */
export function guardXml(
  text: string,
  limits: Pick<Limits, "maxXmlDepth" | "maxXmlElements">,
  refuse: Refuse,
): XmlPlaces {
  const forbidden = indexOfForbiddenCharacter(text);
  if (forbidden !== -1)
    refuse(
      "META_NOT_WELL_FORMED",
      "metadata.xml has a character that XML does not allow",
      forbidden,
    );

  const open: string[] = [];
  const elements: number[] = [];
  const attributes: number[] = [];
  let at = skipDeclaration(text, refuse);
  while (at < text.length) {
    const tag = text.indexOf("<", at);
    guardText(text, at, tag === -1 ? text.length : tag, open.length, refuse);
    if (tag === -1) break;
    if (text[tag + 1] === "/") {
      at = guardEndTag(text, tag, open.pop(), refuse);
      continue;
    }
    if (open.length === 0 && elements.length > 0)
      refuse("META_NOT_WELL_FORMED", "a second root element", tag);
    if (elements.push(tag) > limits.maxXmlElements)
      refuse(
        "META_TOO_MANY_ELEMENTS",
        `metadata.xml has more than ${limits.maxXmlElements} elements`,
        tag,
      );
    const start = guardStartTag(text, tag, attributes, refuse);
    at = start.end;
    if (start.selfClosing) continue;
    if (open.push(start.name) > limits.maxXmlDepth)
      refuse(
        "META_TOO_DEEP",
        `metadata.xml has more than ${limits.maxXmlDepth} levels of elements`,
        tag,
      );
  }
  if (elements.length === 0)
    refuse("META_NOT_WELL_FORMED", "no element", text.length);
  if (open.length > 0)
    refuse(
      "META_NOT_WELL_FORMED",
      `<${open.at(-1) ?? ""}> is not closed`,
      text.length,
    );
  return { elements, attributes };
}

function skipDeclaration(text: string, refuse: Refuse): number {
  if (!/^<\?xml[ \t\r\n]/.test(text)) return 0;
  const match = DECLARATION.exec(text.slice(0, MAX_DECLARATION_CHARACTERS));
  if (match === null)
    return refuse("META_DECLARATION", "not a declaration of XML 1.0", 0);
  const encoding = match[3];
  if (encoding !== undefined && encoding.toLowerCase() !== "utf-8")
    refuse(
      "META_ENCODING",
      `the declared encoding is ${encoding}, expected UTF-8`,
      0,
    );
  return match[0].length;
}

function guardText(
  text: string,
  start: number,
  end: number,
  depth: number,
  refuse: Refuse,
): void {
  if (start === end) return;
  if (end - start > MAX_TEXT_CHARACTERS)
    refuse(
      "META_TOO_LARGE",
      `metadata.xml has a text of more than ${MAX_TEXT_CHARACTERS} characters`,
      start,
    );
  const part = text.slice(start, end);
  if (depth === 0) {
    const outside = part.search(/[^ \t\r\n]/);
    if (outside !== -1)
      refuse(
        "META_NOT_WELL_FORMED",
        "metadata.xml has text outside of the root element",
        start + outside,
      );
  }
  const close = part.indexOf("]]>");
  if (close !== -1)
    refuse("META_NOT_WELL_FORMED", "]]> in a text", start + close);
  guardReferences(part, start, refuse);
}

function guardReferences(part: string, start: number, refuse: Refuse): void {
  const bad = indexOfBadReference(part);
  if (bad !== -1)
    refuse(
      "META_ENTITY",
      "metadata.xml has a reference to no known entity or character",
      start + bad,
    );
}

function guardEndTag(
  text: string,
  at: number,
  expected: string | undefined,
  refuse: Refuse,
): number {
  END.lastIndex = at;
  const match = END.exec(text);
  if (match === null) return refuse(...unreadableTag(text, at), at);
  if (match[1] !== expected)
    refuse(
      "META_NOT_WELL_FORMED",
      expected === undefined
        ? "metadata.xml has an end tag without start tag"
        : `expected </${expected}>, got ${match[0]}`,
      at,
    );
  return END.lastIndex;
}

/** @param places - takes in where the attributes start */
function guardStartTag(
  text: string,
  at: number,
  places: number[],
  refuse: Refuse,
): { name: string; end: number; selfClosing: boolean } {
  START.lastIndex = at;
  const name = START.exec(text)?.[1];
  if (name === undefined) return refuse(...unreadableTag(text, at), at);

  const attributes = new Set<string>();
  let end = START.lastIndex;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    const match = ATTRIBUTE.exec(text);
    if (match === null) break;
    const [, attribute = "", double, single] = match;
    if (attribute === "xmlns")
      refuse("META_NAMESPACE", "a namespace declaration", end);
    if (attributes.has(attribute))
      refuse(
        "META_NOT_WELL_FORMED",
        `attribute ${attribute} occurs twice`,
        end,
      );
    attributes.add(attribute);
    places.push(end + match[0].indexOf(attribute));
    guardReferences(double ?? single ?? "", end, refuse);
    end = ATTRIBUTE.lastIndex;
    if (end - at > MAX_TAG_CHARACTERS)
      refuse(
        "META_TOO_LARGE",
        `metadata.xml has a tag of more than ${MAX_TAG_CHARACTERS} characters`,
        at,
      );
  }

  START_END.lastIndex = end;
  const close = START_END.exec(text);
  if (close === null) return refuse(...unreadableTag(text, end), end);
  if (START_END.lastIndex - at > MAX_TAG_CHARACTERS)
    refuse(
      "META_TOO_LARGE",
      `metadata.xml has a tag of more than ${MAX_TAG_CHARACTERS} characters`,
      at,
    );
  return { name, end: START_END.lastIndex, selfClosing: close[1] === "/" };
}

/** Why there is no tag here, in words that lead to the cause. */
function unreadableTag(
  text: string,
  at: number,
): [code: FormatErrorCode, message: string] {
  const part = text.slice(at, at + 80);
  if (part.startsWith("<!DOCTYPE"))
    return ["META_DOCTYPE", "metadata.xml has a document type"];
  if (part.startsWith("<!--"))
    return ["META_FORBIDDEN_MARKUP", "metadata.xml has a comment"];
  if (part.startsWith("<![CDATA["))
    return ["META_FORBIDDEN_MARKUP", "metadata.xml has a CDATA section"];
  if (/^<\?xml[ \t\r\n]/i.test(part))
    return [
      "META_DECLARATION",
      "metadata.xml has an XML declaration that is not at the start",
    ];
  if (part.startsWith("<?"))
    return [
      "META_FORBIDDEN_MARKUP",
      "metadata.xml has a processing instruction",
    ];
  if (/^(?:<\/?|[ \t\r\n]+)?[^ \t\r\n<>="'/]*:/.test(part))
    return [
      "META_NAMESPACE",
      "metadata.xml has a name with a namespace prefix",
    ];
  return [
    "META_NOT_WELL_FORMED",
    "metadata.xml has something that is no tag of plain XML",
  ];
}
