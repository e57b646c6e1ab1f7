import type { Report } from "./finding-list.js";
import { quoted } from "./quoted.js";
import type { XmlElement } from "./xml-tree.js";

/** Elements that hold a text, and may occur once. */
export const TEXT_ELEMENTS = [
  "id",
  "sw_version",
  "summary",
  "description",
  "install_instructions",
  "warnings",
  "status",
  "unremovable",
  "reboot_required",
  "apply_active_release_only",
] as const;

/** Elements that hold a list, may occur once, and what an entry is called. */
export const LIST_ELEMENTS = {
  contents: "rpm",
  requires: "req_patch_id",
  semantics: "action",
} as const;

export type TextElement = (typeof TEXT_ELEMENTS)[number];
export type ListElement = keyof typeof LIST_ELEMENTS;

/** Text of an element, and the byte at which the element starts. */
export interface PlacedText {
  readonly text: string;
  readonly offset: number;
}

/** One personality element. */
export interface PlacedPersonality {
  readonly type: string;
  readonly offset: number;
  readonly packages: readonly PlacedText[];
}

/** The elements of metadata.xml, not yet interpreted. */
export interface MetadataElements {
  readonly texts: ReadonlyMap<TextElement, PlacedText>;
  readonly lists: ReadonlyMap<ListElement, readonly PlacedText[]>;
  readonly personalities: readonly PlacedPersonality[];
}

/**
 * Takes the root element apart as a target's reader does: of an element that occurs twice the first counts, lists that occur
 * twice are joined, unknown elements are ignored. Everything that another reader could resolve otherwise is reported.
 */
export function readElements(
  root: XmlElement,
  report: Report,
): MetadataElements {
  const texts = new Map<TextElement, PlacedText>();
  const lists = new Map<ListElement, PlacedText[]>();
  const personalities: PlacedPersonality[] = [];

  checkAttributes(root, [], report);
  for (const element of childElements(root, report)) {
    const { name } = element;
    if (isTextElement(name)) {
      const text = readText(element, report);
      if (texts.has(name)) reportDuplicate(element, report);
      else texts.set(name, { text, offset: element.offset });
    } else if (isListElement(name)) {
      checkAttributes(element, [], report);
      const entries = readEntries(element, LIST_ELEMENTS[name], report);
      const before = lists.get(name);
      if (before !== undefined) reportDuplicate(element, report);
      // Not push(...entries): there may be more of them than a call can have arguments.
      lists.set(name, before === undefined ? entries : before.concat(entries));
    } else if (name === "personality") {
      personalities.push(readPersonality(element, report));
    } else {
      reportUnknown(element, report);
    }
  }
  return { texts, lists, personalities };
}

function readPersonality(
  element: XmlElement,
  report: Report,
): PlacedPersonality {
  checkAttributes(element, ["type"], report);
  const type = element.attributes.get("type")?.value;
  if (type === undefined)
    report(
      "META_PERSONALITY_TYPE_MISSING",
      "error",
      "a personality has no type",
      element.offset,
    );
  return {
    type: type ?? "",
    offset: element.offset,
    packages: readEntries(element, "package", report),
  };
}

function readEntries(
  list: XmlElement,
  entryName: string,
  report: Report,
): PlacedText[] {
  const entries: PlacedText[] = [];
  for (const element of childElements(list, report)) {
    if (element.name !== entryName) {
      reportUnknown(element, report);
      continue;
    }
    const text = readText(element, report);
    if (text === "")
      report(
        "META_EMPTY_ENTRY",
        "error",
        `<${list.name}> has an empty <${entryName}>`,
        element.offset,
      );
    else entries.push({ text, offset: element.offset });
  }
  return entries;
}

/** The text in front of the first child element, which is what a target sees. */
function readText(element: XmlElement, report: Report): string {
  checkAttributes(element, [], report);
  const [first] = element.children;
  if (element.children.some((child) => typeof child !== "string"))
    report(
      "META_NESTED_ELEMENT",
      "error",
      `there is an element inside of <${element.name}>`,
      element.offset,
    );
  return typeof first === "string" ? first : "";
}

function childElements(parent: XmlElement, report: Report): XmlElement[] {
  const elements: XmlElement[] = [];
  for (const child of parent.children) {
    if (typeof child !== "string") elements.push(child);
    else if (/[^ \t\r\n]/.test(child))
      report(
        "META_UNEXPECTED_TEXT",
        "warning",
        `there is text between the elements of <${parent.name}>`,
        parent.offset,
      );
  }
  return elements;
}

function checkAttributes(
  element: XmlElement,
  known: readonly string[],
  report: Report,
): void {
  for (const [name, { offset }] of element.attributes)
    if (!known.includes(name))
      report(
        "META_UNEXPECTED_ATTRIBUTE",
        "warning",
        `<${element.name}> has the attribute ${quoted(name)}`,
        offset,
      );
}

function reportDuplicate({ name, offset }: XmlElement, report: Report): void {
  const message = `<${name}> occurs more than once`;
  report("META_DUPLICATE_ELEMENT", "error", message, offset);
}

function reportUnknown({ name, offset }: XmlElement, report: Report): void {
  report("META_UNKNOWN_ELEMENT", "info", `unknown element <${name}>`, offset);
}

function isTextElement(name: string): name is TextElement {
  return (TEXT_ELEMENTS as readonly string[]).includes(name);
}

function isListElement(name: string): name is ListElement {
  return Object.hasOwn(LIST_ELEMENTS, name);
}
