import { compareText } from "@stx-patch/core";
import { FormatError } from "./error.js";
import type { PatchMetadata, PersonalityPackages } from "./metadata.js";
import { indexOfForbiddenCharacter } from "./xml-characters.js";

/**
 * Writes metadata.xml byte for byte as the original does (spec section 2): Python's `minidom.toprettyxml(indent="  ")`.
 * Lists are sorted and lose duplicates; personalities of one type are joined.
 *
 * Not written with fast-xml-parser's builder: minidom's form has its own idea of declaration, indentation, empty elements and quotes, an
 * upgrade of the library could change any of it, and a fixed shape of three levels needs no builder.
 *
 * One deliberate difference: a carriage return becomes `&#13;`, because a bare one would be read back as a newline.
 *
 * @throws FormatError META_UNENCODABLE when a text has characters that XML 1.0 cannot carry; the message names the field
 */
export function encodeMetadata(metadata: PatchMetadata): Uint8Array {
  const lines = [
    '<?xml version="1.0" ?>',
    "<patch>",
    textElement("id", metadata.id),
    textElement("sw_version", metadata.swVersion),
    textElement("summary", metadata.summary),
    textElement("description", metadata.description),
    textElement("install_instructions", metadata.installInstructions),
    textElement("warnings", metadata.warnings),
    textElement("status", metadata.status),
    textElement("unremovable", metadata.unremovable ? "Y" : ""),
    textElement("reboot_required", yesNo(metadata.rebootRequired)),
    textElement(
      "apply_active_release_only",
      metadata.applyActiveReleaseOnly ? "Y" : "",
    ),
    ...joinByType(metadata.personalities).flatMap(({ type, packages }) =>
      listElement(
        "personality",
        ` type="${escapeAttribute("personality type", type)}"`,
        "package",
        packages,
      ),
    ),
    ...listElement("contents", "", "rpm", metadata.contents),
    ...listElement("requires", "", "req_patch_id", metadata.requires),
    ...listElement("semantics", "", "action", metadata.semantics),
    "</patch>",
    "",
  ];
  return new TextEncoder().encode(lines.join("\n"));
}

function yesNo(flag: boolean | undefined): string {
  return flag === undefined ? "" : flag ? "Y" : "N";
}

function joinByType(
  personalities: readonly PersonalityPackages[],
): PersonalityPackages[] {
  const byType = new Map<string, readonly string[]>();
  for (const { type, packages } of personalities)
    byType.set(type, (byType.get(type) ?? []).concat(packages));
  return [...byType]
    .map(([type, packages]) => ({ type, packages }))
    .sort((a, b) => compareText(a.type, b.type));
}

function listElement(
  name: string,
  attributes: string,
  entryName: string,
  entries: readonly string[],
): string[] {
  if (entries.length === 0) return [`  <${name}${attributes}/>`];
  return [
    `  <${name}${attributes}>`,
    ...[...new Set(entries)]
      .sort(compareText)
      .map((entry) => `  ${textElement(entryName, entry)}`),
    `  </${name}>`,
  ];
}

function textElement(name: string, text: string): string {
  return text === ""
    ? `  <${name}/>`
    : `  <${name}>${escapeText(name, text)}</${name}>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
  "\n": "&#10;",
  "\t": "&#9;",
};

function escapeText(field: string, text: string): string {
  return escape(field, text, /[&<>"\r]/g);
}

/** White space that is not a reference would be read back as a space. */
function escapeAttribute(field: string, text: string): string {
  return escape(field, text, /[&<>"\r\n\t]/g);
}

function escape(field: string, text: string, special: RegExp): string {
  const forbidden = indexOfForbiddenCharacter(text);
  if (forbidden !== -1)
    throw new FormatError(
      "META_UNENCODABLE",
      `${field} has a character that XML cannot carry: ${codePointName(text, forbidden)} at position ${forbidden}`,
    );
  return text.replace(special, (character) => ESCAPES[character] ?? character);
}

function codePointName(text: string, at: number): string {
  const codePoint = text.codePointAt(at) ?? 0;
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}
