import type { VerificationReport } from "@stx-patch/patch-verify";
import {
  LIST_FIELDS,
  QUERY_FIELDS,
  TEXT_FIELDS,
  type QueryField,
} from "../commands/patch-query.spec.js";
import { renderRows } from "./table.js";
import { counted, safeBlock, safeText, sizeText } from "./text.js";
import { imaText } from "./facts.js";

const IS_LIST: ReadonlySet<QueryField> = new Set(LIST_FIELDS);

/**
 * Everything, in the original's form first.
 *
 * @param columns - that a table may take; Infinity in a pipe
 */
export function queryText(report: VerificationReport, columns: number): string {
  const rows = report.rpms.map((rpm) => [
    safeText(rpm.nevra ?? `${rpm.fileName} (not readable)`),
    safeText(rpm.personalities.join(", ") || "-"),
    sizeText(rpm.sizeBytes),
    imaText(rpm.files, rpm.ima),
  ]);
  const heading = ["RPM", "NODE TYPES", "SIZE", "FILE SIGNATURES"];
  return [
    ...TEXT_FIELDS.map((field) => queryFieldText(report, field)),
    queryFieldText(report, "requires"),
    queryFieldText(report, "semantics"),
    `\n${counted(report.rpms.length, "RPM")}\n`,
    report.rpms.length === 0 ? "" : renderRows(rows, "  ", columns, heading),
  ].join("");
}

/** One field as `key: 'value'`; a list field has one line an item. */
export function queryFieldText(
  report: VerificationReport,
  field: QueryField,
): string {
  const value = fieldValue(report, field);
  const items = typeof value === "string" ? [value] : value;
  return items.map((item) => `${field}: '${safeBlock(item, "  ")}'\n`).join("");
}

/**
 * One field as the original prints it: a text as it is, line breaks and all, a list as Python shows one. Characters that
 * could work on a terminal are escaped all the same.
 */
export function originalFieldLine(
  report: VerificationReport,
  field: QueryField,
): string {
  const value = fieldValue(report, field);
  const text =
    typeof value === "string"
      ? safeBlock(value, "")
      : `[${value.map((item) => `'${safeText(item)}'`).join(", ")}]`;
  return `${field}: '${text}'\n`;
}

/** All fields and the RPMs as one JSON object: `docs/schema/query-result.schema.json`. */
export function queryJson(file: string, report: VerificationReport): string {
  const object = {
    schemaVersion: 1,
    file,
    verdict: report.verdict,
    ...Object.fromEntries(
      QUERY_FIELDS.map((field) => [field, fieldValue(report, field)]),
    ),
    signer: report.signer,
    personalities: report.metadata?.personalities ?? [],
    rpms: report.rpms,
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

function fieldValue(
  { metadata, signer }: VerificationReport,
  field: QueryField,
): string | readonly string[] {
  if (field === "cert") return signer?.role ?? "";
  if (metadata === null) return IS_LIST.has(field) ? [] : "";
  switch (field) {
    case "id":
      return metadata.id;
    case "sw_version":
      return metadata.swVersion;
    case "status":
      return metadata.status;
    case "reboot_required":
      // Readers take anything but N for Y.
      return metadata.rebootRequired === false ? "N" : "Y";
    case "unremovable":
      return metadata.unremovable ? "Y" : "N";
    case "summary":
      return metadata.summary;
    case "description":
      return metadata.description;
    case "install_instructions":
      return metadata.installInstructions;
    case "warnings":
      return metadata.warnings;
    case "apply_active_release_only":
      return metadata.applyActiveReleaseOnly ? "Y" : "N";
    case "contents":
      return metadata.contents;
    case "requires":
      return metadata.requires;
    case "semantics":
      return metadata.semantics;
  }
}
