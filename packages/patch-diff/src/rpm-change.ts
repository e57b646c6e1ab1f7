import { equalBytes } from "@stx-patch/core";
import {
  dependencyText,
  describeRpm,
  rpmFileBatches,
  type Dependency,
  type RpmHeaders,
} from "@stx-patch/rpm-parser";
import {
  compareFiles,
  type ChangeBudget,
  type FileChanges,
} from "./file-changes.js";
import { compareHeaders } from "./header-changes.js";
import { compareLists, type ListChange } from "./list-change.js";
import { compareIdentities, type Identity } from "./match-rpms.js";
import { signaturesOf, type RpmSignatures } from "./rpm-signatures.js";
import { compareScriptlets, type ScriptletChange } from "./script-changes.js";
import type { RpmSnapshot } from "./snapshot.js";

/**
 * `identical`: byte for byte. `re-signed`: all but signatures and what follows from them. `changed`: same version, other content.
 * `unreadable`: one of them is no sound RPM, so they were not compared.
 */
export type RpmState =
  | "identical"
  | "re-signed"
  | "changed"
  | "upgraded"
  | "downgraded"
  | "added"
  | "removed"
  | "unreadable";

/** An RPM as one of the two patches has it. */
export interface RpmSide {
  readonly fileName: string;
  readonly nevra: string | null;
  readonly sizeBytes: number;
  /** Node types. */
  readonly personalities: readonly string[];
  readonly signatures: RpmSignatures | null;
}

/** What the contents of two versions of a package differ in. */
export interface RpmContentChange {
  readonly files: FileChanges;
  readonly scriptlets: readonly ScriptletChange[];
  readonly requires: ListChange;
  readonly provides: ListChange;
  /** Names of the main header's tags that differ. */
  readonly headerTags: readonly string[];
  /** The packed files differ, whatever the list of files says of them. */
  readonly payload: boolean;
}

/** One RPM of either patch, or of both. */
export interface RpmChange {
  /** `name.arch`, or the file name of what cannot be read. */
  readonly package: string;
  readonly state: RpmState;
  /** Undefined when it was added. */
  readonly before?: RpmSide;
  /** Undefined when it was removed. */
  readonly after?: RpmSide;
  /** It goes to other node types. */
  readonly isReassigned: boolean;
  /** Only of those that are changed, upgraded or downgraded. */
  readonly content?: RpmContentChange;
}

/** What a snapshot and the report know of an RPM together. */
export interface KnownRpm {
  readonly snapshot: RpmSnapshot;
  readonly identity: Identity;
  readonly side: Omit<RpmSide, "signatures">;
}

/** Compares two packages of one name. */
export function compareRpms(
  before: KnownRpm,
  after: KnownRpm,
  budget: ChangeBudget,
): RpmChange {
  const { name, arch } = after.identity;
  const state = stateOf(before, after);
  const hasOther = ["changed", "upgraded", "downgraded"].includes(state);
  return {
    package: `${name}.${arch}`,
    state,
    before: sideOf(before),
    after: sideOf(after),
    isReassigned:
      before.side.personalities.join() !== after.side.personalities.join(),
    ...(hasOther
      ? { content: contentChange(before.snapshot, after.snapshot, budget) }
      : {}),
  };
}

/** What a patch has and the other has not. */
export function sideOf({ side, snapshot }: KnownRpm): RpmSide {
  const { headers } = snapshot;
  return { ...side, signatures: signaturesOf(headers, describeRpm(headers)) };
}

function stateOf(before: KnownRpm, after: KnownRpm): RpmState {
  const order = compareIdentities(before.identity, after.identity);
  if (order !== 0) return order < 0 ? "upgraded" : "downgraded";
  const a = before.snapshot;
  const b = after.snapshot;
  if (a.payloadSha256 !== b.payloadSha256) return "changed";
  if (haveSameHeaders(a.headers, b.headers)) return "identical";
  return compareHeaders(a.headers.main, b.headers.main).length === 0
    ? "re-signed"
    : "changed";
}

function haveSameHeaders(a: RpmHeaders, b: RpmHeaders): boolean {
  return (
    equalBytes(a.leadBytes, b.leadBytes) &&
    equalBytes(a.signature.bytes, b.signature.bytes) &&
    equalBytes(a.main.bytes, b.main.bytes)
  );
}

function contentChange(
  before: RpmSnapshot,
  after: RpmSnapshot,
  budget: ChangeBudget,
): RpmContentChange {
  const was = describeRpm(before.headers);
  const is = describeRpm(after.headers);
  return {
    files: compareFiles(
      rpmFileBatches(before.headers),
      rpmFileBatches(after.headers),
      budget,
    ),
    scriptlets: compareScriptlets(was.scriptlets, is.scriptlets),
    requires: dependencyChange(was.requires, is.requires),
    provides: dependencyChange(was.provides, is.provides),
    headerTags: compareHeaders(before.headers.main, after.headers.main),
    payload: before.payloadSha256 !== after.payloadSha256,
  };
}

function dependencyChange(
  before: readonly Dependency[],
  after: readonly Dependency[],
): ListChange {
  return compareLists(before.map(dependencyText), after.map(dependencyText));
}
