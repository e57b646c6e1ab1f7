import type { Scriptlet } from "@stx-patch/rpm-parser";

/** What two packages run differently as root. */
export interface ScriptletChange {
  /** `postin`, `trigger`, ... */
  readonly kind: string;
  readonly change: "added" | "removed" | "changed";
}

/** Compares the scripts of each kind, in their order: of triggers there can be several. */
export function compareScriptlets(
  before: readonly Scriptlet[],
  after: readonly Scriptlet[],
): ScriptletChange[] {
  const was = byKind(before);
  const is = byKind(after);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((kind) => {
    const old = was.get(kind);
    const now = is.get(kind);
    if (old === now) return [];
    const change =
      old === undefined ? "added" : now === undefined ? "removed" : "changed";
    return [{ kind, change }];
  });
}

/** All scripts of a kind as one text. */
function byKind(scriptlets: readonly Scriptlet[]): Map<string, string> {
  const kinds = new Map<string, string>();
  for (const { kind, interpreter, body } of scriptlets)
    kinds.set(
      kind,
      `${kinds.get(kind) ?? ""}${JSON.stringify([interpreter, body])}`,
    );
  return kinds;
}
