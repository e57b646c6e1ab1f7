import {
  toBuildRequest,
  type BuildRequest,
  type SemanticScript,
} from "@stx-patch/patch-build";
import type { ProblemList } from "../problems.js";
import { readScript } from "../world/scripts.js";

/** What `metadata.xml` says of a patch. */
export interface PatchTexts {
  /** E.g. `STX_20.06_PATCH_0001`; the file is named after it. */
  readonly id: string;
  /** Platform release that the patch is for, e.g. `20.06`. */
  readonly release: string;
  /** `DEV`, `REL` or `OBS`; empty when absent. */
  readonly status?: string | undefined;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly warnings?: string | undefined;
  readonly installInstructions?: string | undefined;
  /** Whether a host has to be rebooted; a target takes silence for yes. */
  readonly rebootRequired?: boolean | undefined;
  readonly unremovable?: boolean | undefined;
  readonly applyActiveReleaseOnly?: boolean | undefined;
  /** Ids of patches that have to be applied first. */
  readonly requires?: readonly string[] | undefined;
  /** File with the script that runs before the patch is applied. */
  readonly preApply?: string | undefined;
  /** File with the script that runs before the patch is removed. */
  readonly preRemove?: string | undefined;
  /** Time of everything in the patch, seconds since 1970; the newest build time among the RPMs when absent. */
  readonly mtimeSeconds?: number | undefined;
}

/** Checks what is said of a patch; what is wrong joins the problems. */
export async function checkTexts(
  texts: PatchTexts,
  cwd: string,
  problems: ProblemList,
): Promise<BuildRequest | undefined> {
  const { preApply, preRemove, rebootRequired, mtimeSeconds } = texts;
  const scripts: SemanticScript[] = [];
  for (const [action, path] of [
    ["pre-apply", preApply],
    ["pre-remove", preRemove],
  ] as const) {
    if (path === undefined) continue;
    const script = await problems.attempt(() => readScript(action, path, cwd));
    if (script !== undefined) scripts.push(script);
  }
  const checked = toBuildRequest({
    ...texts,
    scripts,
    rebootRequired:
      rebootRequired === undefined ? undefined : rebootRequired ? "Y" : "N",
    sourceDateEpoch:
      mtimeSeconds === undefined ? undefined : String(mtimeSeconds),
  });
  if (checked.ok) return checked.value;
  problems.add(...checked.problems);
  return undefined;
}
