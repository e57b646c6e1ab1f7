import type { TargetFault } from "./fault.js";
import { refusal, unknown } from "./fault.js";
import type { TargetElement } from "./target-xml.js";

/** What the target takes from metadata.xml while uploading. */
export interface TargetMetadata {
  readonly id: string;
  /** `unknown` when metadata.xml does not say. */
  readonly swVersion: string;
  readonly contents: readonly string[];
}

/** Of the target: optional epoch of one character, name, version without dash, release, arch without dot. */
const RPM_NAME = /^(?:[^\n]:)?[^\n]+-[^-]+-[^-]+\.[^.]+\.rpm$/;
/** What the pattern is tried on; no file system has longer names. */
const MAX_NAME_CHARACTERS = 255;

/** Interprets metadata.xml: of an element that occurs twice the first counts, unknown ones are ignored (spec patch-format section 2). */
export function readTargetMetadata(
  root: TargetElement,
): TargetMetadata | TargetFault {
  const text = (name: string): string =>
    root.children.find((child) => child.name === name)?.text ?? "";
  const id = text("id");
  if (id === "") return refusal("metadata.xml has no patch id");
  if (/[/\0]/.test(id) || id.length > MAX_NAME_CHARACTERS)
    return unknown("the patch id does not fit into the file names made of it");
  if (
    root.children.some(
      ({ name, attributes }) =>
        name === "personality" && !attributes.has("type"),
    )
  )
    return refusal("a personality has no type");
  const contents: string[] = [];
  for (const name of textsIn(root, "contents", "rpm")) {
    const fault = rpmNameFault(name);
    if (fault !== undefined) return fault;
    contents.push(name);
  }
  return { id, swVersion: text("sw_version") || "unknown", contents };
}

function textsIn(root: TargetElement, list: string, entry: string): string[] {
  return root.children
    .filter(({ name }) => name === list)
    .flatMap(({ children }) => children)
    .filter(({ name }) => name === entry)
    .map(({ text }) => text ?? "");
}

function rpmNameFault(name: string): TargetFault | undefined {
  if (name.length > MAX_NAME_CHARACTERS || name.includes("\n"))
    return unknown("contents has a name that is too long or has line feeds");
  return RPM_NAME.test(name)
    ? undefined
    : refusal(
        `contents has ${JSON.stringify(name)}, which is no name of an RPM`,
      );
}
