import type { Finding, Limits } from "@stx-patch/core";
import { DEFAULT_LIMITS } from "@stx-patch/core";
import type { FormatErrorCode } from "./error.js";
import { FormatError } from "./error.js";
import type { Report } from "./finding-list.js";
import { FindingList } from "./finding-list.js";
import type { PatchMetadata } from "./metadata.js";
import { checkMetadata } from "./metadata-checks.js";
import type { MetadataElements } from "./metadata-structure.js";
import { readElements } from "./metadata-structure.js";
import { quoted } from "./quoted.js";
import { readXmlDocument } from "./xml-document.js";

/** What metadata.xml says, and what is wrong with it. */
export interface DecodedMetadata {
  readonly metadata: PatchMetadata;
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
      { location: { member } },
    );

  const findings = new FindingList(member);
  if (hasByteOrderMark)
    findings.report(
      "META_BYTE_ORDER_MARK",
      "warning",
      "there is a byte order mark",
    );
  const elements = readElements(root, findings.report);
  const metadata = toMetadata(elements, findings.report);
  checkMetadata(metadata, findings.report);
  return { metadata, findings: findings.toArray() };
}

function toMetadata(elements: MetadataElements, report: Report): PatchMetadata {
  const text = (name: Parameters<typeof elements.texts.get>[0]) =>
    elements.texts.get(name) ?? "";
  return {
    id: text("id"),
    swVersion: text("sw_version"),
    summary: text("summary"),
    description: text("description"),
    installInstructions: text("install_instructions"),
    warnings: text("warnings"),
    status: text("status"),
    unremovable: readFlag("unremovable", text("unremovable"), report) === true,
    rebootRequired: readRebootRequired(text("reboot_required"), report),
    applyActiveReleaseOnly:
      readFlag(
        "apply_active_release_only",
        text("apply_active_release_only"),
        report,
      ) === true,
    personalities: elements.personalities,
    contents: elements.lists.get("contents") ?? [],
    requires: elements.lists.get("requires") ?? [],
    semantics: elements.lists.get("semantics") ?? [],
  };
}

/** A target takes anything but `N` for yes. */
function readRebootRequired(text: string, report: Report): boolean | undefined {
  return text === ""
    ? undefined
    : (readFlag("reboot_required", text, report) ?? true);
}

function readFlag(
  name: string,
  text: string,
  report: Report,
): boolean | undefined {
  if (text === "Y") return true;
  if (text === "N" || text === "") return false;
  report(
    "META_FLAG_VALUE",
    "warning",
    `<${name}> is ${quoted(text)}, expected Y or N`,
  );
  return undefined;
}
