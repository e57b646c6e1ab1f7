import type { PatchMetadata } from "@stx-patch/patch-format";
import type { ScriptletKind } from "@stx-patch/rpm-parser";
import type { PatchView, RpmView } from "../patch-view.js";
import { rebootImpact, type RebootImpact } from "./reboot.js";

/** Packages that hosts of one node type get. */
export interface NodeTypeImpact {
  readonly type: string;
  readonly packages: readonly string[];
}

/** RPMs that run a script of one kind. */
export interface ScriptletCount {
  readonly kind: ScriptletKind;
  readonly rpms: number;
}

/** Numbers of files over all RPMs. */
export interface FileCounts {
  readonly installed: number;
  readonly config: number;
  /** RPMs that could be held against the package they replace; the next three are theirs. */
  readonly comparedRpms: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** What applying a patch does to a system, as metadata and RPM headers tell. */
export interface PatchImpact {
  readonly nodeTypes: readonly NodeTypeImpact[];
  /** Packages of no node type: they only update hosts that have them. */
  readonly unassigned: readonly string[];
  readonly reboot: RebootImpact;
  /** Semantic scripts: the target runs them before it applies or removes. */
  readonly semantics: readonly string[];
  readonly scriptlets: readonly ScriptletCount[];
  readonly files: FileCounts;
  readonly installedSizeBytes: number;
  /** Bytes of the RPMs as they are. */
  readonly packedSizeBytes: number;
}

/** Puts together what each RPM does; null when metadata.xml or the RPMs could not be read. */
export function patchImpactOf({
  metadata,
  rpms,
}: PatchView): PatchImpact | null {
  if (metadata === undefined || rpms === undefined) return null;
  const impacts = rpms.flatMap(({ impact }) => impact ?? []);
  const sum = (value: (impact: (typeof impacts)[number]) => number): number =>
    impacts.reduce((total, impact) => total + value(impact), 0);
  return {
    nodeTypes: metadata.personalities,
    unassigned: unassignedOf(metadata, rpms),
    reboot: rebootImpact(metadata, rpms),
    semantics: metadata.semantics,
    scriptlets: scriptletCounts(rpms),
    files: {
      installed: sum(({ installed }) => installed.count),
      config: sum(({ config }) => config.count),
      comparedRpms: sum(({ changes }) => (changes === null ? 0 : 1)),
      added: sum(({ changes }) => changes?.added.count ?? 0),
      changed: sum(({ changes }) => changes?.changed.count ?? 0),
      removed: sum(({ changes }) => changes?.removed.count ?? 0),
    },
    installedSizeBytes: sum(({ installedSizeBytes }) => installedSizeBytes),
    packedSizeBytes: rpms.reduce(
      (total, { sizeBytes }) => total + sizeBytes,
      0,
    ),
  };
}

function unassignedOf(
  { personalities }: PatchMetadata,
  rpms: readonly RpmView[],
): string[] {
  const assigned = new Set(personalities.flatMap(({ packages }) => packages));
  const names = rpms.flatMap(({ info }) => info?.name ?? []);
  return [...new Set(names)].filter((name) => !assigned.has(name));
}

/** In the order in which a transaction runs them. */
function scriptletCounts(rpms: readonly RpmView[]): ScriptletCount[] {
  return KINDS.map((kind) => ({
    kind,
    rpms: rpms.filter(({ impact }) =>
      impact?.scriptlets.some((script) => script.kind === kind),
    ).length,
  })).filter(({ rpms: count }) => count > 0);
}

const KINDS: readonly ScriptletKind[] = [
  "pretrans",
  "prein",
  "postin",
  "preuntrans",
  "preun",
  "postun",
  "trigger",
  "filetrigger",
  "transfiletrigger",
  "posttrans",
  "postuntrans",
  "verify",
];
