import { compareText } from "@stx-patch/core";
import type { FileSnapshot, PatchSnapshot } from "./snapshot.js";

/** A semantic script that is not the same in both patches. */
export interface ScriptFileChange {
  /** `pre-apply`, `pre-remove`; the whole path below semantics.tar when it is another. */
  readonly action: string;
  readonly change: "added" | "removed" | "changed" | "mode";
}

const FOLDER = "semantics.tar/";

/**
 * Compares the semantic scripts. Their files are called like the patch, so those of patches with different ids are compared by
 * what they are for.
 */
export function compareScriptFiles(
  before: PatchSnapshot,
  after: PatchSnapshot,
): ScriptFileChange[] {
  const was = scriptsOf(before);
  const is = scriptsOf(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .toSorted(compareText)
    .flatMap((action) => {
      const change = changeOf(was.get(action), is.get(action));
      return change === undefined ? [] : [{ action, change }];
    });
}

function changeOf(
  was: FileSnapshot | undefined,
  is: FileSnapshot | undefined,
): ScriptFileChange["change"] | undefined {
  if (was === undefined) return "added";
  if (is === undefined) return "removed";
  if (was.sha256 !== is.sha256) return "changed";
  return was.mode === is.mode ? undefined : "mode";
}

function scriptsOf({
  files,
  report,
}: PatchSnapshot): Map<string, FileSnapshot> {
  const own = `/${report.metadata?.id ?? ""}`;
  const scripts = [...files].filter(([path]) => path.startsWith(FOLDER));
  return new Map(
    scripts.map(([path, file]) => {
      const name = path.slice(FOLDER.length);
      return [name.endsWith(own) ? name.slice(0, -own.length) : name, file];
    }),
  );
}
