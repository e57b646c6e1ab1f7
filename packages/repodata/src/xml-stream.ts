import { isCodedError } from "@stx-patch/core";
import { SaxesParser, type SaxesTagNS } from "saxes";
import { RepoError } from "./error.js";

/** An element's start as a handler sees it. */
export interface XmlElement {
  /** Name without prefix. */
  readonly name: string;
  readonly namespace: string;
  /** The attribute of this name without prefix; undefined without it. */
  attribute(name: string): string | undefined;
}

/** Takes what a document is made of, in its order. */
export interface XmlHandler {
  /** @param depth - 1 for the root */
  open(element: XmlElement, depth: number): void;
  /** @param text - all characters of an element since its last child */
  text(text: string): void;
  close(name: string, depth: number): void;
}

/** The formats need five levels. */
const MAX_DEPTH = 12;
/** Characters without any mark-up between them, attributes of one element, a comment: what a parser has to hold at once. */
const MAX_RUN_CHARACTERS = 1024 * 1024;
/** Fed to the parser at a time, so that a run is noticed while it is short. */
const PIECE_CHARACTERS = 64 * 1024;

/**
 * Reads an XML document of any length in a memory that does not depend on it. Document types are refused, so there are no entities but
 * XML's own five.
 *
 * @param name - what to call the document in errors
 * @throws RepoError REPO_XML_MALFORMED, REPO_XML_LIMIT; errors of the source and of the handler pass through
 */
export async function readXmlStream(
  source: AsyncIterable<Uint8Array>,
  name: string,
  handler: XmlHandler,
): Promise<void> {
  const reading = new XmlReading(name, handler);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      throw reading.error("REPO_XML_MALFORMED", "not UTF-8", cause);
    }
  };
  for await (const chunk of source) reading.feed(decode(chunk));
  reading.feed(decode());
  reading.finish();
}

class XmlReading {
  readonly #name: string;
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  #depth = 0;
  /** Characters since the parser last had something to tell. */
  #run = 0;

  constructor(name: string, handler: XmlHandler) {
    this.#name = name;
    this.#parser.on("error", (cause) => {
      throw this.error("REPO_XML_MALFORMED", "not well-formed XML", cause);
    });
    this.#parser.on("doctype", () => {
      throw this.error("REPO_XML_MALFORMED", "has a document type");
    });
    this.#parser.on("opentag", (tag) => {
      this.#run = 0;
      this.#depth += 1;
      if (this.#depth > MAX_DEPTH)
        throw this.error(
          "REPO_XML_LIMIT",
          `elements are nested deeper than ${MAX_DEPTH} levels`,
        );
      handler.open(elementOf(tag), this.#depth);
    });
    this.#parser.on("closetag", ({ local }) => {
      this.#run = 0;
      handler.close(local, this.#depth);
      this.#depth -= 1;
    });
    this.#parser.on("text", (text) => {
      handler.text(text);
    });
    this.#parser.on("cdata", (text) => {
      handler.text(text);
    });
  }

  feed(text: string): void {
    for (let at = 0; at < text.length; at += PIECE_CHARACTERS) {
      const piece = text.slice(at, at + PIECE_CHARACTERS);
      this.#run += piece.length;
      this.#write(piece);
      if (this.#run > MAX_RUN_CHARACTERS)
        throw this.error(
          "REPO_XML_LIMIT",
          `more than ${MAX_RUN_CHARACTERS} characters without an element`,
        );
    }
  }

  finish(): void {
    this.#write(null);
  }

  error(
    code: "REPO_XML_MALFORMED" | "REPO_XML_LIMIT",
    problem: string,
    cause?: unknown,
  ): RepoError {
    const { line, column } = this.#parser;
    return new RepoError(
      code,
      `${this.#name}, line ${line}, column ${column}: ${problem}`,
      { location: { file: this.#name }, cause },
    );
  }

  #write(piece: string | null): void {
    try {
      if (piece === null) this.#parser.close();
      else this.#parser.write(piece);
    } catch (error) {
      if (isCodedError(error)) throw error;
      throw this.error("REPO_XML_MALFORMED", "not well-formed XML", error);
    }
  }
}

function elementOf(tag: SaxesTagNS): XmlElement {
  return {
    name: tag.local,
    namespace: tag.uri,
    attribute: (name) =>
      Object.hasOwn(tag.attributes, name)
        ? tag.attributes[name]?.value
        : undefined,
  };
}
