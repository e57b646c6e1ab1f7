import { dirname, resolve } from "node:path";
import type { KeyInfo } from "@stx-patch/core";
import { nativeHash } from "@stx-patch/node-io";
import { patchFileName } from "@stx-patch/patch-format";
import {
  contentKey,
  releaseProblems,
  type KeyPart,
  type OrderedRecipe,
  type PatchedPackage,
  type PatchPackages,
} from "@stx-patch/recipe";
import { parseCommandLine } from "../../command-line/parse.js";
import { Problems } from "../../problems.js";
import type { Progress } from "../../render/progress.js";
import type { WrittenSidecar } from "../../sidecars/sidecar.js";
import { digestIfThere, digestOf } from "../../world/file-digest.js";
import type { Io } from "../../world/io.js";
import type { Workspace, WorkspaceRpm } from "../../world/workspace.js";
import { version } from "../../version.js";
import { PATCH_BUILD } from "../patch-build.spec.js";
import { build } from "../patch-build.js";
import type { WrittenPatch } from "../write-patch-file.js";
import { sidecarRecord, stillBeside, type BesideRequest } from "./beside.js";
import type { BuiltPatch } from "./build-record.js";
import type { RecipeFile } from "./load-recipes.js";
import { recipeArgv } from "./recipe-argv.js";

/** What all patches of a run share. */
export interface MakeTools {
  readonly workspace: Workspace;
  /** Directory of the patches, as it was given. */
  readonly output: string;
  readonly signing: readonly string[];
  readonly beside: BesideRequest;
  /** Trust anchors that tell the role of a key, where configuration names them. */
  readonly trust: readonly string[];
  readonly keys: readonly (KeyInfo | undefined)[];
  readonly io: Io;
  readonly progress: Progress;
}

/** A patch that is there now. */
export interface MadeFile {
  readonly state: "built" | "unchanged";
  readonly path: string;
  readonly sidecars: readonly WrittenSidecar[];
  readonly built: BuiltPatch;
}

/**
 * Makes the patch of one recipe, unless the very same was made before and is still there, with the files that belong beside it.
 *
 * @param known - what the record says of it
 * @param before - earlier patches, whose packages have to be older
 * @throws Problems; what finding RPMs and building throws
 */
export async function makePatch(
  ordered: OrderedRecipe<RecipeFile>,
  known: BuiltPatch | undefined,
  before: readonly PatchPackages[],
  tools: MakeTools,
): Promise<MadeFile> {
  const { recipe } = ordered;
  const { output, signing, beside, io } = tools;
  const rpms = await tools.workspace.rpmsOf(recipe);
  const packages = rpms.map(toPackage);
  const problems = releaseProblems({ id: recipe.id, packages }, before);
  if (problems.length > 0) throw new Problems(problems);
  const argv = recipeArgv(ordered, rpms, output, signing);
  const key = await keyOf(argv, rpms, recipe, tools);
  const path = resolve(io.cwd, output, patchFileName(recipe.id));
  const sources = recipe.sources.map(({ name }) => name);
  const found = await stillBeside(beside, known?.sidecars, dirname(path));
  if (
    found !== undefined &&
    known?.key === key &&
    (await digestIfThere(path)) === known.sha256
  ) {
    const built = { ...known, sources, packages };
    return { state: "unchanged", path, sidecars: found, built };
  }
  const { sha256, sidecars } = await buildPatch(
    [...beside.argv, ...argv],
    tools,
  );
  const record = sidecarRecord(beside, sidecars);
  const built = { key, sha256, sources, packages, sidecars: record };
  return { state: "built", path, sidecars, built };
}

async function buildPatch(
  argv: readonly string[],
  { trust, io, progress }: MakeTools,
): Promise<WrittenPatch & { readonly sha256: string }> {
  // --json has the file's digest computed while it is written.
  const outcome = await parseCommandLine(["--json", ...argv], PATCH_BUILD, 80);
  if (outcome.kind !== "run") throw new TypeError("no build was asked for");
  const { line } = outcome;
  const trusting = {
    ...line,
    list: (name: string) => (name === "trust" ? trust : line.list(name)),
  };
  const { written } = await build(trusting, outcome.problems, io, progress);
  if (written?.sha256 === undefined) throw new TypeError("no digest");
  return { ...written, sha256: written.sha256 };
}

/** Everything that decides the bytes: the request, the RPMs' bytes, the keys, the scripts and this program. */
async function keyOf(
  argv: readonly string[],
  rpms: readonly WorkspaceRpm[],
  { preApply, preRemove }: RecipeFile,
  { keys, io }: MakeTools,
): Promise<string> {
  const scripts = argv.flatMap((word, i) =>
    (word === "--pre-apply" && preApply !== undefined) ||
    (word === "--pre-remove" && preRemove !== undefined)
      ? [argv[i + 1] ?? ""]
      : [],
  );
  const files: KeyPart[] = [];
  for (const path of [...rpms.map((rpm) => rpm.path), ...scripts])
    files.push([path, await digestOf(resolve(io.cwd, path))]);
  return contentKey(
    {
      version: version(),
      argv,
      files,
      keys: keys.map((key) => key?.spkiSha256 ?? null),
      epoch: io.env["SOURCE_DATE_EPOCH"] ?? null,
    },
    nativeHash,
  );
}

function toPackage({ info }: WorkspaceRpm): PatchedPackage {
  const { name, arch, epoch, version: ofRpm, release } = info;
  const label = epoch === undefined ? {} : { epoch: String(epoch) };
  return {
    name,
    arch,
    evr: { epoch: undefined, ...label, version: ofRpm, release },
  };
}
