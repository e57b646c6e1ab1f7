import { counted, sizeText } from "@stx-patch/core";
import type { FileChanges } from "./file-changes.js";
import type { FileCounts, PatchImpact } from "./patch-impact.js";
import type { RpmImpact } from "./rpm-impact.js";

/** What applying a patch does, in sentences for people; the same wherever a report is shown. Not escaped. */
export function impactLines(impact: PatchImpact): string[] {
  const { reboot } = impact;
  const kind = reboot.required ? "reboot required" : "in service";
  const lines = [
    nodeTypesLine(impact),
    `${kind}: ${reboot.reasons.join("; ")}`,
    ...(reboot.caution === null ? [] : [`caution: ${reboot.caution}`]),
    scriptsLine(impact),
    filesLine(impact.files),
    `size: ${sizeText(impact.packedSizeBytes)} of RPMs, ${sizeText(impact.installedSizeBytes)} installed`,
  ];
  return lines.filter((line) => line !== "");
}

function nodeTypesLine({ nodeTypes, unassigned }: PatchImpact): string {
  const types = nodeTypes.map(
    ({ type, packages }) => `${type} (${counted(packages.length, "package")})`,
  );
  const assigned =
    types.length === 0 ? [] : [`changes hosts of ${types.join(", ")}`];
  const rest =
    unassigned.length === 0
      ? []
      : [
          `${counted(unassigned.length, "package")} of no node type ${unassigned.length === 1 ? "updates" : "update"} only hosts that have ${unassigned.length === 1 ? "it" : "them"}`,
        ];
  return [...assigned, ...rest].join("; ");
}

function scriptsLine({ semantics, scriptlets, reboot }: PatchImpact): string {
  const parts = [
    ...semantics.map((action) => `${action} on the controller`),
    ...scriptlets.map(
      ({ kind, rpms }) => `${scriptletName(kind)} of ${counted(rpms, "RPM")}`,
    ),
    ...reboot.restartScripts.map((path) => `restart script ${path}`),
  ];
  return parts.length === 0
    ? "scripts: none"
    : `scripts, run as root: ${parts.join(", ")}`;
}

function filesLine({
  installed,
  config,
  comparedRpms,
  added,
  changed,
  removed,
}: FileCounts): string {
  const all = `${counted(installed, "file")}, ${config} of them configuration`;
  return comparedRpms === 0
    ? `files: ${all}`
    : `files: ${added} added, ${changed} changed, ${removed} removed in ${counted(comparedRpms, "package")} of the base; ${all}`;
}

/** Kinds as spec files call them. */
const SPEC_NAMES: Readonly<Record<string, string>> = {
  prein: "%pre",
  postin: "%post",
  verify: "%verifyscript",
  trigger: "triggers",
  filetrigger: "file triggers",
  transfiletrigger: "transaction file triggers",
};

/** `%pre`, `%posttrans`, ... */
function scriptletName(kind: string): string {
  return SPEC_NAMES[kind] ?? `%${kind}`;
}

/** Scripts of one RPM. */
export function scriptletsText({ scriptlets }: RpmImpact): string {
  return scriptlets
    .map(({ kind, count }) =>
      count === 1 ? scriptletName(kind) : `${count} ${scriptletName(kind)}`,
    )
    .join(", ");
}

/** `2 added, 1 changed, 0 removed, 14 as before`. */
export function changesText({
  added,
  changed,
  removed,
  unchanged,
}: FileChanges): string {
  return `${added.count} added, ${changed.count} changed, ${removed.count} removed, ${unchanged} as before`;
}
