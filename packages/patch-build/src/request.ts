import { DEFAULT_LIMITS, type CodedError } from "@stx-patch/core";
import {
  isPatchId,
  patchIdProblem,
  type PatchId,
  type PatchMetadata,
  type SemanticAction,
} from "@stx-patch/patch-format";
import { BuildError } from "./error.js";
import {
  rebootProblems,
  requiresProblems,
  textProblems,
} from "./metadata-problems.js";

/** A semantic script as it was read. */
export interface SemanticScript {
  readonly action: SemanticAction;
  readonly content: Uint8Array;
  /** Where it came from, for messages. */
  readonly source: string;
}

/** What a caller asks for, as text, unchecked. */
export interface RawBuildOptions {
  readonly id?: string | undefined;
  readonly release?: string | undefined;
  readonly status?: string | undefined;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly warnings?: string | undefined;
  readonly installInstructions?: string | undefined;
  readonly unremovable?: boolean | undefined;
  /** `Y` or `N`. */
  readonly rebootRequired?: string | undefined;
  readonly applyActiveReleaseOnly?: boolean | undefined;
  readonly requires?: readonly string[] | undefined;
  readonly scripts?: readonly SemanticScript[] | undefined;
  /** Value of SOURCE_DATE_EPOCH. */
  readonly sourceDateEpoch?: string | undefined;
}

/** The part of metadata.xml that is known before any RPM is read. */
export type MetadataHead = Omit<PatchMetadata, "personalities" | "contents">;

/** Checked and frozen options of one build. */
export interface BuildRequest {
  readonly id: PatchId;
  readonly metadata: MetadataHead;
  readonly scripts: readonly SemanticScript[];
  /** Time stamp of everything in the patch; undefined: the newest BUILDTIME among the RPMs. */
  readonly mtimeSeconds: number | undefined;
}

/** Either a value or everything that speaks against it. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly CodedError[] };

/** Later time stamps than 2038-01-19 do not fit what the tar writer can hold. */
export const MAX_MTIME_SECONDS = 0x7fffffff;

/** Checks all options and reports all problems together. Source: spec patch-format section 7. */
export function toBuildRequest(raw: RawBuildOptions): Checked<BuildRequest> {
  const requires = raw.requires ?? [];
  const scripts = raw.scripts ?? [];
  const problems: CodedError[] = [
    ...idProblems(raw.id),
    ...releaseProblems(raw.release),
    ...rebootProblems(raw.rebootRequired),
    ...requiresProblems(requires, raw.id),
    ...scriptProblems(scripts),
    ...epochProblems(raw.sourceDateEpoch),
  ];
  const metadata: MetadataHead = {
    id: raw.id ?? "",
    swVersion: raw.release ?? "",
    summary: raw.summary ?? "",
    description: raw.description ?? "",
    installInstructions: raw.installInstructions ?? "",
    warnings: raw.warnings ?? "",
    status: raw.status ?? "",
    unremovable: raw.unremovable ?? false,
    rebootRequired:
      raw.rebootRequired === undefined ? undefined : raw.rebootRequired === "Y",
    applyActiveReleaseOnly: raw.applyActiveReleaseOnly ?? false,
    requires,
    semantics: scripts.map(({ action }) => action),
  };
  problems.push(
    ...textProblems({ ...metadata, personalities: [], contents: [] }),
  );
  if (problems.length > 0 || raw.id === undefined || !isPatchId(raw.id)) {
    return { ok: false, problems };
  }
  return {
    ok: true,
    value: Object.freeze({
      id: raw.id,
      metadata: Object.freeze(metadata),
      scripts,
      mtimeSeconds: secondsOf(raw.sourceDateEpoch),
    }),
  };
}

function idProblems(id: string | undefined): BuildError[] {
  if (id === undefined || id === "") {
    return [new BuildError("BUILD_ID_MISSING", "the patch id is missing")];
  }
  const problem = patchIdProblem(id);
  return problem === undefined
    ? []
    : [new BuildError("BUILD_ID_UNSAFE", `--id: ${problem}`)];
}

function releaseProblems(release: string | undefined): BuildError[] {
  if (release === undefined || release === "") {
    return [
      new BuildError(
        "BUILD_RELEASE_MISSING",
        "the platform release is not known",
      ),
    ];
  }
  const problem = patchIdProblem(release);
  return problem === undefined
    ? []
    : [new BuildError("BUILD_RELEASE_UNSAFE", `release: ${problem}`)];
}

function scriptProblems(scripts: readonly SemanticScript[]): BuildError[] {
  const problems: BuildError[] = [];
  const seen = new Set<SemanticAction>();
  for (const { action, content, source } of scripts) {
    if (seen.has(action)) {
      problems.push(
        new BuildError("BUILD_SCRIPT_REPEATED", `--${action} is given twice`),
      );
    }
    seen.add(action);
    if (content.length === 0) {
      problems.push(
        new BuildError("BUILD_SCRIPT_EMPTY", `${source}: the script is empty`),
      );
    }
    if (content.length > DEFAULT_LIMITS.maxScriptBytes) {
      problems.push(
        new BuildError(
          "BUILD_SCRIPT_TOO_LARGE",
          `${source}: ${content.length} bytes, at most ${DEFAULT_LIMITS.maxScriptBytes}`,
        ),
      );
    }
  }
  return problems;
}

/**
 * The time that SOURCE_DATE_EPOCH asks for; undefined when it is not set.
 *
 * @throws BuildError BUILD_SOURCE_DATE_EPOCH
 */
export function parseSourceDateEpoch(
  text: string | undefined,
): number | undefined {
  const [problem] = epochProblems(text);
  if (problem !== undefined) throw problem;
  return secondsOf(text);
}

function secondsOf(epoch: string | undefined): number | undefined {
  return epoch === undefined ? undefined : Number(epoch);
}

function epochProblems(text: string | undefined): BuildError[] {
  if (text === undefined) return [];
  if (/^\d{1,12}$/.test(text) && Number(text) <= MAX_MTIME_SECONDS) return [];
  return [
    new BuildError(
      "BUILD_SOURCE_DATE_EPOCH",
      `SOURCE_DATE_EPOCH: expected 0 to ${MAX_MTIME_SECONDS}, got ${JSON.stringify(text)}`,
    ),
  ];
}
