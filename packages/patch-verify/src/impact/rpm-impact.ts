import type { RpmFile, RpmInfo, ScriptletKind } from "@stx-patch/rpm-parser";
import {
  FileComparison,
  type BaseFiles,
  type FileChanges,
} from "./file-changes.js";
import { PathCounter, type PathSample } from "./path-sample.js";

/** Scripts of one kind in one RPM. */
export interface ScriptletImpact {
  readonly kind: ScriptletKind;
  readonly count: number;
  /** Of the first; "" when the header names none. */
  readonly interpreter: string;
}

/** What installing one RPM does to a host, as its headers tell. */
export interface RpmImpact {
  /** Bytes of its files once they are installed. */
  readonly installedSizeBytes: number;
  /** What rpm runs as root, by kind. */
  readonly scriptlets: readonly ScriptletImpact[];
  /** Scripts that restart what the patch replaces, without a reboot (spec patch-lifecycle section 6.6). */
  readonly restartScripts: PathSample;
  /** A scriptlet tells the target's agent that the host needs a reboot (section 6.4). */
  readonly setsRebootFlag: boolean;
  readonly installed: PathSample;
  readonly config: PathSample;
  /** Against the package of the base that it replaces; null when that is not at hand. */
  readonly changes: FileChanges | null;
}

/** Bit of FILEFLAGS. */
const CONFIG = 1;
const RESTART_FOLDER = "/etc/patching/patch-scripts/";
const REBOOT_FLAG = "node_is_patched_rr";

/**
 * Reads it off the headers.
 *
 * @param batches - the packaged files, some at a time, as there can be too many to hold
 */
export async function rpmImpactOf(
  info: Pick<RpmInfo, "name" | "arch" | "scriptlets" | "installedSizeBytes">,
  batches: Iterable<readonly RpmFile[]>,
  base: BaseFiles | undefined,
): Promise<RpmImpact> {
  const installed = new PathCounter();
  const config = new PathCounter();
  const restartScripts = new PathCounter();
  const comparison = await comparisonWith(base, info);
  for (const files of batches) {
    for (const file of files) {
      const { path, flags } = file;
      installed.add(path);
      if ((flags & CONFIG) !== 0) config.add(path);
      if (path.startsWith(RESTART_FOLDER)) restartScripts.add(path);
      comparison?.add(file);
    }
  }
  return {
    installedSizeBytes: info.installedSizeBytes,
    scriptlets: scriptletsByKind(info),
    restartScripts: restartScripts.sample(),
    setsRebootFlag: info.scriptlets.some(({ body }) =>
      body.includes(REBOOT_FLAG),
    ),
    installed: installed.sample(),
    config: config.sample(),
    changes: comparison?.finish() ?? null,
  };
}

async function comparisonWith(
  base: BaseFiles | undefined,
  { name, arch }: Pick<RpmInfo, "name" | "arch">,
): Promise<FileComparison | undefined> {
  const made: { comparison?: FileComparison } = {};
  await base?.useFiles(name, arch, (replaced) => {
    made.comparison = new FileComparison(replaced);
  });
  return made.comparison;
}

/** An RPM can have any number of triggers. */
function scriptletsByKind({
  scriptlets,
}: Pick<RpmInfo, "scriptlets">): ScriptletImpact[] {
  const kinds = new Map<ScriptletKind, ScriptletImpact>();
  for (const { kind, interpreter } of scriptlets) {
    const known = kinds.get(kind);
    kinds.set(kind, {
      kind,
      count: (known?.count ?? 0) + 1,
      interpreter: known?.interpreter ?? shortText(interpreter[0] ?? ""),
    });
  }
  return [...kinds.values()];
}

const MAX_INTERPRETER_CHARACTERS = 100;

/** A copy, as it outlives the header. */
function shortText(text: string): string {
  return JSON.parse(
    JSON.stringify(text.slice(0, MAX_INTERPRETER_CHARACTERS)),
  ) as string;
}
