import { XMLParser } from "fast-xml-parser";
import { resolveReferences } from "./xml-references.js";

/** An element as all readers of plain XML see it: references resolved, line ends `\n`. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
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
 * @throws Error when the library refuses a name that is dangerous in JavaScript, such as `constructor`
 */
export function parseXmlTree(text: string): XmlElement {
  const nodes = parser.parse(text) as readonly LibraryNode[];
  const root = nodes.map(toChild).find((child) => typeof child !== "string");
  if (root === undefined) throw new Error("no root element");
  return root;
}

function toChild(node: LibraryNode): XmlElement | string {
  const text = node[TEXT];
  if (typeof text === "string") return resolveReferences(text);
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES) ?? "";
  return {
    name,
    attributes: toAttributes(node[ATTRIBUTES]),
    children: (node[name] as readonly LibraryNode[]).map(toChild),
  };
}

function toAttributes(attributes: unknown): ReadonlyMap<string, string> {
  return new Map(
    Object.entries((attributes ?? {}) as Readonly<Record<string, string>>).map(
      ([name, value]) => [
        name.slice(ATTRIBUTE_PREFIX.length),
        // XML turns white space in attributes into spaces, unless it is written as a reference.
        resolveReferences(value.replace(/[\t\n]/g, " ")),
      ],
    ),
  );
}
