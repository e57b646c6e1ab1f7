import { XMLParser } from "fast-xml-parser";
import type { XmlPlaces } from "./xml-guard.js";
import { resolveReferences } from "./xml-references.js";

/** An attribute's value, and the byte at which its name starts. */
export interface XmlAttribute {
  readonly value: string;
  readonly offset: number;
}

/** An element as all readers of plain XML see it: references resolved, line ends `\n`. */
export interface XmlElement {
  readonly name: string;
  /** Byte at which its start tag starts. */
  readonly offset: number;
  readonly attributes: ReadonlyMap<string, XmlAttribute>;
  /** Child elements and non-empty texts, in order. */
  readonly children: readonly (XmlElement | string)[];
}

const ATTRIBUTES = ":@";
const ATTRIBUTE_PREFIX = "@_";
const TEXT = "#text";

/** `preserveOrder` form of fast-xml-parser: one key (a tag name or `#text`) and perhaps `:@`. */
type LibraryNode = Readonly<Record<string, unknown>>;

/** Every convenience of the library is switched off: values are text and stay as they are. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE_PREFIX,
  textNodeName: TEXT,
  ignoreDeclaration: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  // Depth is the guard's business; its limit may be raised above the library's own.
  maxNestedTags: Number.MAX_SAFE_INTEGER,
  // Unknown names only have to stay unknown; an object key is never made of them here.
  onDangerousProperty: (name) => `_${name}`,
});

/**
 * Parses a document that the guard let pass.
 *
 * @param places - byte offsets of elements and attributes in document order, because the library does not tell them
 * @throws Error when the library refuses a name that is dangerous in JavaScript, such as `constructor`
 */
export function parseXmlTree(text: string, places: XmlPlaces): XmlElement {
  const nodes = parser.parse(text) as readonly LibraryNode[];
  const cursor = new PlaceCursor(places);
  const root = nodes
    .map((node) => toChild(node, cursor))
    .find((child) => typeof child !== "string");
  if (root === undefined) throw new Error("no root element");
  return root;
}

/** Hands out places in the order of the document, in which the tree is walked. */
class PlaceCursor {
  readonly #places: XmlPlaces;
  #element = 0;
  #attribute = 0;

  constructor(places: XmlPlaces) {
    this.#places = places;
  }

  nextElement(): number {
    return this.#places.elements[this.#element++] ?? 0;
  }

  nextAttribute(): number {
    return this.#places.attributes[this.#attribute++] ?? 0;
  }
}

function toChild(node: LibraryNode, cursor: PlaceCursor): XmlElement | string {
  const text = node[TEXT];
  if (typeof text === "string") return resolveReferences(text);
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES) ?? "";
  return {
    name,
    offset: cursor.nextElement(),
    attributes: toAttributes(node[ATTRIBUTES], cursor),
    children: (node[name] as readonly LibraryNode[]).map((child) =>
      toChild(child, cursor),
    ),
  };
}

function toAttributes(
  attributes: unknown,
  cursor: PlaceCursor,
): ReadonlyMap<string, XmlAttribute> {
  return new Map(
    Object.entries((attributes ?? {}) as Readonly<Record<string, string>>).map(
      ([name, value]) => [
        name.slice(ATTRIBUTE_PREFIX.length),
        {
          // XML turns white space in attributes into spaces, unless it is written as a reference.
          value: resolveReferences(value.replace(/[\t\n]/g, " ")),
          offset: cursor.nextAttribute(),
        },
      ],
    ),
  );
}
