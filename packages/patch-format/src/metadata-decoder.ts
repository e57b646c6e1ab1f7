import type { Finding, Limits } from "@stx-patch/core";
import { DEFAULT_LIMITS } from "@stx-patch/core";
import type { FormatErrorCode } from "./error.js";
import { FormatError } from "./error.js";
import type { Report } from "./finding-list.js";
import { FindingList } from "./finding-list.js";
import type { MetadataPlaces, PatchMetadata } from "./metadata.js";
import { checkMetadata } from "./metadata-checks.js";
import type {
  ListElement,
  MetadataElements,
  PlacedText,
  TextElement,
} from "./metadata-structure.js";
import { readElements } from "./metadata-structure.js";
import { quoted } from "./quoted.js";
import { readXmlDocument } from "./xml-document.js";

/** What metadata.xml says, and what is wrong with it. */
export interface DecodedMetadata {
  readonly metadata: PatchMetadata;
  readonly places: MetadataPlaces;
  readonly findings: Finding<FormatErrorCode>[];
}

/** Where metadata.xml is found in a patch. */
const MEMBER = "metadata.tar/metadata.xml";

/**
 * Reads metadata.xml as a target's reader does, and reports everything on which another reader could come to another result
 * (spec sections 2 and 8). Takes time and memory in proportion to the size of the input, whatever is in it.
 *
 * @param options.member - what to call the document in errors and findings
 * @throws FormatError META_* when the bytes are not plain XML within the limits, or not a patch's metadata
 */
export function decodeMetadata(
  bytes: Uint8Array,
  options: {
    limits?: Partial<Limits> | undefined;
    member?: string | undefined;
  } = {},
): DecodedMetadata {
  const member = options.member ?? MEMBER;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { root, hasByteOrderMark } = readXmlDocument(bytes, limits, member);
  if (root.name !== "patch")
    throw new FormatError(
      "META_ROOT",
      `the root element is <${root.name}>, expected <patch>`,
      { location: { member, offset: root.offset } },
    );

  const findings = new FindingList(member);
  if (hasByteOrderMark)
    findings.report(
      "META_BYTE_ORDER_MARK",
      "warning",
      "there is a byte order mark",
      0,
    );
  const elements = readElements(root, findings.report);
  const metadata = toMetadata(elements, findings.report);
  const places = placesOf(root.offset, elements);
  checkMetadata(metadata, places, findings.report);
  return { metadata, places, findings: findings.toArray() };
}

function toMetadata(elements: MetadataElements, report: Report): PatchMetadata {
  const text = (name: TextElement): string =>
    elements.texts.get(name)?.text ?? "";
  const list = (name: ListElement): string[] =>
    (elements.lists.get(name) ?? []).map((entry) => entry.text);
  const flag = (name: TextElement): boolean =>
    readFlag(name, elements.texts.get(name), report) === true;
  return {
    id: text("id"),
    swVersion: text("sw_version"),
    summary: text("summary"),
    description: text("description"),
    installInstructions: text("install_instructions"),
    warnings: text("warnings"),
    status: text("status"),
    unremovable: flag("unremovable"),
    rebootRequired: readRebootRequired(elements, report),
    applyActiveReleaseOnly: flag("apply_active_release_only"),
    personalities: elements.personalities.map(({ type, packages }) => ({
      type,
      packages: packages.map((entry) => entry.text),
    })),
    contents: list("contents"),
    requires: list("requires"),
    semantics: list("semantics"),
  };
}

function placesOf(
  patch: number,
  { texts, lists, personalities }: MetadataElements,
): MetadataPlaces {
  const list = (name: ListElement): number[] =>
    (lists.get(name) ?? []).map(({ offset }) => offset);
  return {
    patch,
    texts: new Map([...texts].map(([name, { offset }]) => [name, offset])),
    personalities: personalities.map(({ offset, packages }) => ({
      offset,
      packages: packages.map((entry) => entry.offset),
    })),
    contents: list("contents"),
    requires: list("requires"),
    semantics: list("semantics"),
  };
}

/** A target takes anything but `N` for yes. */
function readRebootRequired(
  { texts }: MetadataElements,
  report: Report,
): boolean | undefined {
  const name = "reboot_required";
  const element = texts.get(name);
  if (element === undefined || element.text === "") return undefined;
  return readFlag(name, element, report) ?? true;
}

function readFlag(
  name: string,
  element: PlacedText | undefined,
  report: Report,
): boolean | undefined {
  const { text, offset } = element ?? { text: "", offset: undefined };
  if (text === "Y") return true;
  if (text === "N" || text === "") return false;
  report(
    "META_FLAG_VALUE",
    "warning",
    `<${name}> is ${quoted(text)}, expected Y or N`,
    offset,
  );
  return undefined;
}
