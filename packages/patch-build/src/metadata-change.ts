import { compareText, type CodedError } from "@stx-patch/core";
import type { PatchMetadata } from "@stx-patch/patch-format";
import { BuildError } from "./error.js";
import {
  rebootProblems,
  requiresProblems,
  textProblems,
} from "./metadata-problems.js";
import type { Checked, RawBuildOptions } from "./request.js";

/** What is to change, as text, unchecked; what is absent stays. */
export interface MetadataChange extends Pick<
  RawBuildOptions,
  | "status"
  | "summary"
  | "description"
  | "warnings"
  | "installInstructions"
  | "unremovable"
  | "rebootRequired"
  | "applyActiveReleaseOnly"
> {
  /** Starts from no required patches at all. */
  readonly clearRequires?: boolean | undefined;
  readonly dropRequires?: readonly string[] | undefined;
  readonly addRequires?: readonly string[] | undefined;
}

/** One field of metadata.xml that two patches differ in. */
export interface FieldChange {
  readonly field: ChangeableField;
  readonly before: string | readonly string[];
  readonly after: string | readonly string[];
}

/** Fields that {@link changeMetadata} can change, by their name in metadata.xml, and what a reader gets out of them. */
const FIELDS = {
  status: ({ status }) => status,
  reboot_required: ({ rebootRequired }) => yesNo(rebootRequired ?? true),
  unremovable: ({ unremovable }) => yesNo(unremovable),
  apply_active_release_only: (metadata) =>
    yesNo(metadata.applyActiveReleaseOnly),
  summary: ({ summary }) => summary,
  description: ({ description }) => description,
  install_instructions: ({ installInstructions }) => installInstructions,
  warnings: ({ warnings }) => warnings,
  requires: ({ requires }) => sortedOnce(requires),
} as const satisfies Record<
  string,
  (metadata: PatchMetadata) => string | readonly string[]
>;

type ChangeableField = keyof typeof FIELDS;

/** What of metadata.xml cannot be carried into a new one, because {@link PatchMetadata} has no place for it. */
const LOST = new Set([
  "META_UNKNOWN_ELEMENT",
  "META_UNEXPECTED_ATTRIBUTE",
  "META_UNEXPECTED_TEXT",
  "META_MORE_FINDINGS",
]);

/**
 * Refuses metadata of which something would be lost.
 *
 * @param findings - of reading it
 * @param file - the patch, for messages
 * @throws BuildError BUILD_PATCH_UNFAITHFUL
 */
export function assertFaithful(
  findings: readonly { readonly code: string; readonly message: string }[],
  file: string,
): void {
  const lost = findings.filter(({ code }) => LOST.has(code));
  if (lost.length === 0) return;
  const what = lost.slice(0, 3).map(({ message }) => message);
  throw new BuildError(
    "BUILD_PATCH_UNFAITHFUL",
    `${file}: metadata.xml cannot be written anew without loss: ${what.join("; ")}`,
    { location: { file } },
  );
}

/** What speaks against a change, whatever the patch: known before any patch is read. */
export function changeProblems(change: MetadataChange): readonly CodedError[] {
  if (isEmpty(change)) {
    const message = "nothing is named that is to change";
    return [new BuildError("BUILD_CHANGE_MISSING", message)];
  }
  const changed = changeMetadata(BLANK, { ...change, dropRequires: [] });
  return changed.ok ? [] : changed.problems;
}

/** Applies a change and reports everything that speaks against it. */
export function changeMetadata(
  old: PatchMetadata,
  change: MetadataChange,
): Checked<PatchMetadata> {
  const kept = change.clearRequires === true ? [] : old.requires;
  const { addRequires = [], dropRequires = [] } = change;
  const metadata: PatchMetadata = {
    ...old,
    status: change.status ?? old.status,
    summary: change.summary ?? old.summary,
    description: change.description ?? old.description,
    warnings: change.warnings ?? old.warnings,
    installInstructions: change.installInstructions ?? old.installInstructions,
    unremovable: change.unremovable ?? old.unremovable,
    rebootRequired:
      change.rebootRequired === undefined
        ? old.rebootRequired
        : change.rebootRequired === "Y",
    applyActiveReleaseOnly:
      change.applyActiveReleaseOnly ?? old.applyActiveReleaseOnly,
    requires: sortedOnce([
      ...kept.filter((id) => !dropRequires.includes(id)),
      ...addRequires,
    ]),
  };
  const problems = [
    ...rebootProblems(change.rebootRequired),
    ...requiresProblems(addRequires, old.id),
    ...absenceProblems(dropRequires, kept),
    ...textProblems(metadata),
  ];
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: metadata };
}

/** The fields that differ, in the order in which `patch-query` shows them; values as a target's reader has them. */
export function fieldChanges(
  before: PatchMetadata,
  after: PatchMetadata,
): FieldChange[] {
  return (Object.keys(FIELDS) as ChangeableField[])
    .map((field) => ({
      field,
      before: FIELDS[field](before),
      after: FIELDS[field](after),
    }))
    .filter((change) => !isSame(change.before, change.after));
}

/** Says nothing, so that nothing in a change can disagree with it. */
const BLANK: PatchMetadata = {
  id: "",
  swVersion: "",
  summary: "",
  description: "",
  installInstructions: "",
  warnings: "",
  status: "",
  unremovable: false,
  rebootRequired: undefined,
  applyActiveReleaseOnly: false,
  personalities: [],
  contents: [],
  requires: [],
  semantics: [],
};

function absenceProblems(
  dropped: readonly string[],
  present: readonly string[],
): BuildError[] {
  return dropped
    .filter((id) => !present.includes(id))
    .map(
      (id) =>
        new BuildError(
          "BUILD_CHANGE_REQUIRES_ABSENT",
          `${JSON.stringify(id)} is not among the required patches`,
        ),
    );
}

function isEmpty(change: MetadataChange): boolean {
  return Object.values(change).every(
    (value: unknown) =>
      value === undefined || (Array.isArray(value) && value.length === 0),
  );
}

function isSame(
  a: string | readonly string[],
  b: string | readonly string[],
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function sortedOnce(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort(compareText);
}

function yesNo(flag: boolean): string {
  return flag ? "Y" : "N";
}
