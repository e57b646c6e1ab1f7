import {
  isUnchanged,
  type DiffSide,
  type FieldChange,
  type ListChange,
  type PatchDiff,
  type RpmState,
} from "@stx-patch/patch-diff";
import type { Fact } from "../facts.js";
import { sizeText } from "../text.js";
import { VERDICTS } from "../verdict.js";

/** States in the order in which they matter. */
export const RPM_STATES: readonly RpmState[] = [
  "unreadable",
  "removed",
  "downgraded",
  "changed",
  "upgraded",
  "added",
  "re-signed",
  "identical",
];

/** Names of fields as the other commands have them. */
const FIELD_LABELS: Readonly<Record<FieldChange["field"], string>> = {
  id: "id",
  swVersion: "release",
  status: "status",
  summary: "summary",
  description: "description",
  installInstructions: "install instructions",
  warnings: "warnings",
  rebootRequired: "reboot required",
  unremovable: "unremovable",
  applyActiveReleaseOnly: "active release only",
};

/** What two patches as such differ in, in words for text and page. Not escaped. */
export function diffFacts(diff: PatchDiff): Fact[] {
  const facts: Fact[] = [
    { label: "verified", lines: sideLines(diff) },
    { label: "signature", lines: signatureLines(diff) },
    { label: "metadata", lines: metadataLines(diff) },
    {
      label: "requires",
      lines: diff.metadata === null ? [] : listLines(diff.metadata.requires),
    },
    {
      label: "scripts",
      lines: diff.scripts.map(({ action, change }) =>
        change === "mode" ? `${action}: mode changed` : `${action} ${change}`,
      ),
    },
    { label: "RPMs", lines: [countsText(diff)] },
    { label: "size", lines: sizeLines(diff) },
  ];
  return facts.filter(({ lines }) => lines.length > 0);
}

/** `+ new` and `- old`, one a line. */
export function listLines(change: ListChange): string[] {
  if (isUnchanged(change)) return [];
  return [
    ...change.removed.map((item) => `- ${item}`),
    ...change.added.map((item) => `+ ${item}`),
  ];
}

/** What to call a side: stdin has no name. */
export function sideName({ file }: DiffSide): string {
  return file ?? "(standard input)";
}

function sideLines({ before, after }: PatchDiff): string[] {
  return [before, after].map(
    (side) =>
      `${sideName(side)}: ${VERDICTS[side.verdict].word}, ${signerText(side)}`,
  );
}

function signerText({ signer }: DiffSide): string {
  return signer === null
    ? "signed by nobody we trust"
    : `${signer.role}: ${signer.subject ?? `key ${signer.spkiSha256}`}`;
}

function signatureLines(diff: PatchDiff): string[] {
  const { before, after, signatureDiffers } = diff;
  if (!signatureDiffers) return ["the same"];
  const was = before.signer;
  const is = after.signer;
  if (was === null || is === null) return ["other bytes"];
  return was.spkiSha256 === is.spkiSha256
    ? ["other bytes, same key"]
    : [
        `${was.role} -> ${is.role}`,
        `key ${was.spkiSha256}`,
        `-> ${is.spkiSha256}`,
      ];
}

function metadataLines({ metadata }: PatchDiff): string[] {
  if (metadata === null)
    return ["not compared: one metadata.xml could not be read"];
  const { fields, unknownPackages, isRewritten } = metadata;
  return [
    ...fields.map(
      ({ field, before, after }) =>
        `${FIELD_LABELS[field]}: ${valueText(before)} -> ${valueText(after)}`,
    ),
    ...listLines(unknownPackages).map((line) => `${line}, not in the patch`),
    ...(isRewritten
      ? ["metadata.xml has other bytes, though it says the same"]
      : []),
  ];
}

function valueText(value: FieldChange["before"]): string {
  if (value === null) return "not said";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return JSON.stringify(value);
}

/** `1 upgraded, 2 identical`. */
export function countsText({ counts }: PatchDiff): string {
  const parts = RPM_STATES.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return parts.length === 0 ? "none" : parts.join(", ");
}

function sizeLines({ before, after }: PatchDiff): string[] {
  return before.rpmBytes === after.rpmBytes
    ? []
    : [
        `${sizeText(before.rpmBytes)} -> ${sizeText(after.rpmBytes)} of RPMs (${signed(after.rpmBytes - before.rpmBytes)} bytes)`,
      ];
}

function signed(number: number): string {
  return number > 0 ? `+${number}` : String(number);
}
