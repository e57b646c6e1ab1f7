import type { PatchMetadata } from "@stx-patch/patch-format";
import { compareLists, isUnchanged, type ListChange } from "./list-change.js";

/** Fields of metadata.xml with one value; the RPMs' lists are compared with the RPMs. */
const FIELDS = [
  "id",
  "swVersion",
  "status",
  "summary",
  "description",
  "installInstructions",
  "warnings",
  "rebootRequired",
  "unremovable",
  "applyActiveReleaseOnly",
] as const satisfies readonly (keyof PatchMetadata)[];

/** One field that says something else; null where metadata.xml does not say it. */
export interface FieldChange {
  readonly field: (typeof FIELDS)[number];
  readonly before: string | boolean | null;
  readonly after: string | boolean | null;
}

/** What two metadata.xml differ in. */
export interface MetadataChange {
  readonly fields: readonly FieldChange[];
  /** Ids of patches. */
  readonly requires: ListChange;
  /** Personalities by package name, of packages that only metadata.xml knows: none of the RPMs is called so. */
  readonly unknownPackages: ListChange;
  /** Both say the same, in other bytes. */
  readonly isRewritten: boolean;
}

/**
 * Compares what metadata.xml says.
 *
 * @param packages - names of the RPMs' packages, whose node types are compared with the RPMs
 */
export function compareMetadata(
  before: PatchMetadata,
  after: PatchMetadata,
  packages: ReadonlySet<string>,
): Omit<MetadataChange, "isRewritten"> {
  return {
    fields: FIELDS.filter((field) => before[field] !== after[field]).map(
      (field) => ({
        field,
        before: before[field] ?? null,
        after: after[field] ?? null,
      }),
    ),
    requires: compareLists(before.requires, after.requires),
    unknownPackages: compareLists(
      unknownOf(before, packages),
      unknownOf(after, packages),
    ),
  };
}

/** True when they mean the same. */
export function meansTheSame(
  change: Omit<MetadataChange, "isRewritten">,
): boolean {
  return (
    change.fields.length === 0 &&
    isUnchanged(change.requires) &&
    isUnchanged(change.unknownPackages)
  );
}

function unknownOf(
  { personalities }: PatchMetadata,
  packages: ReadonlySet<string>,
): string[] {
  return personalities.flatMap(({ type, packages: names }) =>
    names
      .filter((name) => !packages.has(name))
      .map((name) => `${name} (${type})`),
  );
}
