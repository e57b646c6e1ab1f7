import type { Limits } from "@stx-patch/core";
import type { TargetFault } from "./fault.js";
import { refusal, unknown } from "./fault.js";

/** An element as Python's ElementTree and lxml hand it out. */
export interface TargetElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly TargetElement[];
  /** The text in front of the first child; undefined when there is none. */
  readonly text: string | undefined;
}

interface OpenElement extends TargetElement {
  readonly children: OpenElement[];
  text: string | undefined;
  /** Nothing that follows belongs to `text`. */
  isTextOver: boolean;
}

interface XmlRules {
  readonly parser: "expat" | "libxml2";
  readonly limits: Limits;
}

const BYTE_ORDER_MARK = "\uFEFF";
// Anything outside of XML 1.0's Char.
const FORBIDDEN =
  /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.0\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[Uu][Tt][Ff]-8\2)?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\3)?[ \t\r\n]*\?>/i;
const START = /<([A-Za-z_][\w.-]*)/y;
const ATTRIBUTE =
  /[ \t\r\n]+([A-Za-z_][\w.-]*)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/y;
const START_END = /[ \t\r\n]*(\/?)>/y;
const END = /<\/([A-Za-z_][\w.-]*)[ \t\r\n]*>/y;
const INSTRUCTION = /<\?([A-Za-z_][\w.-]*)(?:[ \t\r\n][^]*?)?\?>/y;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#([0-9]+)|#x([0-9a-fA-F]+));/g;
const PREDEFINED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
/** libxml2 refuses deeper documents unless told that they are huge. */
const LIBXML2_MAX_DEPTH = 256;

/** Reads metadata.xml as the parser of the target does, without looking into document types and namespaces. */
export function readTargetXml(
  bytes: Uint8Array,
  rules: XmlRules,
): TargetElement | TargetFault {
  try {
    return new TargetXmlReader(decode(bytes), rules).read();
  } catch (thrown) {
    if (thrown instanceof XmlStop) return thrown.fault;
    throw thrown;
  }
}

/** Ends the reading from wherever it is. */
class XmlStop extends Error {
  readonly fault: TargetFault;

  constructor(fault: TargetFault) {
    super(fault.why);
    this.fault = fault;
  }
}

function illFormed(what: string): never {
  throw new XmlStop(refusal(`metadata.xml is not well-formed: ${what}`));
}

function unclear(what: string): never {
  throw new XmlStop(unknown(`metadata.xml has ${what}`));
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xfe || first === 0xff || first === 0 || second === 0)
    unclear("another encoding than UTF-8");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(bytes)
      .replace(/\r\n?/g, "\n");
  } catch {
    // Another declared encoding could make sense of the bytes.
    const head = new TextDecoder("latin1").decode(bytes.subarray(0, 256));
    return /^[^>]*encoding/.test(head)
      ? unclear("another encoding than UTF-8")
      : illFormed("not UTF-8");
  }
}

class TargetXmlReader {
  readonly #text: string;
  readonly #rules: XmlRules;
  readonly #open: OpenElement[] = [];
  #root: OpenElement | undefined;
  #elements = 0;
  #at = 0;

  constructor(text: string, rules: XmlRules) {
    this.#text = text;
    this.#rules = rules;
  }

  read(): TargetElement {
    const text = this.#text;
    if (FORBIDDEN.test(text)) illFormed("a character that XML cannot carry");
    if (text.startsWith(BYTE_ORDER_MARK)) this.#at = 1;
    this.#skipDeclaration();
    while (this.#at < text.length) {
      const tag = text.indexOf("<", this.#at);
      this.#addText(text.slice(this.#at, tag < 0 ? text.length : tag));
      if (tag < 0) break;
      this.#at = tag;
      this.#readMarkup();
    }
    if (this.#root === undefined) return illFormed("no element");
    if (this.#open.length > 0) return illFormed("an element is not closed");
    return this.#root;
  }

  #skipDeclaration(): void {
    const head = this.#text.slice(this.#at, this.#at + 1024);
    if (!/^<\?xml[ \t\r\n]/i.test(head)) return;
    const match = DECLARATION.exec(head);
    if (match === null) unclear("an unusual declaration");
    else this.#at += match[0].length;
  }

  #readMarkup(): void {
    const next = this.#text.slice(this.#at, this.#at + 9);
    if (next.startsWith("</")) this.#endElement();
    else if (next.startsWith("<!--")) this.#skipComment();
    else if (next === "<![CDATA[") this.#addSection();
    else if (next.startsWith("<?")) this.#skipInstruction();
    else if (next === "<!DOCTYPE") {
      if (this.#root === undefined) unclear("a document type");
      illFormed("a document type behind the root element");
    } else if (next.startsWith("<!")) illFormed("an unknown declaration");
    else this.#startElement();
  }

  #startElement(): void {
    const name = this.#match(START)?.[1] ?? this.#noName();
    if (this.#open.length === 0 && this.#root !== undefined)
      illFormed("a second root element");
    if (++this.#elements > this.#rules.limits.maxXmlElements)
      unclear("more elements than our limit");
    const attributes = this.#readAttributes();
    const end = this.#match(START_END);
    if (end === undefined) return this.#noName();
    const element: OpenElement = {
      name,
      attributes,
      children: [],
      text: undefined,
      isTextOver: false,
    };
    const parent = this.#open.at(-1);
    parent?.children.push(element);
    if (parent !== undefined) parent.isTextOver = true;
    this.#root ??= element;
    if (end[1] === "/") return;
    this.#open.push(element);
    if (
      this.#rules.parser === "libxml2" &&
      this.#open.length > LIBXML2_MAX_DEPTH
    )
      illFormed("more levels than the parser takes");
  }

  #readAttributes(): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      const match = this.#match(ATTRIBUTE);
      if (match === undefined) return attributes;
      const [, name = "", double, single] = match;
      if (name === "xmlns") unclear("a namespace");
      if (attributes.has(name)) illFormed("an attribute occurs twice");
      const value = double ?? single ?? "";
      attributes.set(name, resolve(value.replace(/[\t\n]/g, " ")));
    }
  }

  #endElement(): void {
    const name = this.#match(END)?.[1] ?? this.#noName();
    if (this.#open.pop()?.name !== name) illFormed("elements overlap");
  }

  #skipComment(): void {
    const end = this.#text.indexOf("--", this.#at + 4);
    if (end < 0 || this.#text[end + 2] !== ">") illFormed("a bad comment");
    this.#at = end + 3;
    this.#interruptText();
  }

  #skipInstruction(): void {
    const target = this.#match(INSTRUCTION)?.[1];
    if (target === undefined || target === "xml")
      illFormed("a bad processing instruction");
    else if (target.toLowerCase() === "xml")
      unclear("a reserved processing instruction");
    this.#interruptText();
  }

  /** ElementTree forgets comments and instructions; for lxml they are nodes, so the text in front of them ends there. */
  #interruptText(): void {
    const element = this.#open.at(-1);
    if (element !== undefined && this.#rules.parser === "libxml2")
      element.isTextOver = true;
  }

  #addSection(): void {
    const end = this.#text.indexOf("]]>", this.#at + 9);
    if (end < 0 || this.#open.length === 0) illFormed("a bad CDATA section");
    this.#append(this.#text.slice(this.#at + 9, end));
    this.#at = end + 3;
  }

  #addText(part: string): void {
    if (part === "") return;
    if (this.#open.length === 0 && /[^ \t\r\n]/.test(part))
      illFormed("text outside of the root element");
    if (part.includes("]]>")) illFormed("]]> in a text");
    this.#append(resolve(part));
  }

  #append(text: string): void {
    const element = this.#open.at(-1);
    if (element === undefined || element.isTextOver) return;
    element.text = (element.text ?? "") + text;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }

  /** Names with prefixes or letters beyond ASCII are legal, but read by rules that are not restated here. */
  #noName(): never {
    const near = /^[^ \t\r\n>="']*/.exec(
      this.#text.slice(this.#at, this.#at + 64).trimStart(),
    )?.[0];
    return /[:\u0080-\u{10FFFF}]/u.test(near ?? "")
      ? unclear("a name with a prefix, or not in ASCII")
      : illFormed("a bad tag");
  }
}

function resolve(text: string): string {
  if (!text.includes("&")) return text;
  if (text.replace(REFERENCE, "").includes("&"))
    illFormed("a reference to nothing");
  return text.replace(
    REFERENCE,
    (_, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return PREDEFINED[name] ?? "";
      const codePoint =
        decimal === undefined
          ? Number.parseInt(hex ?? "", 16)
          : Number.parseInt(decimal, 10);
      const character =
        codePoint > 0x10ffff ? "\0" : String.fromCodePoint(codePoint);
      if (FORBIDDEN.test(character)) illFormed("a reference to no character");
      return character;
    },
  );
}
