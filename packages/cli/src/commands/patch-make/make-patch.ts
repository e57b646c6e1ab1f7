import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { toHex, type KeyInfo } from "@stx-patch/core";
import { coded, nativeHash } from "@stx-patch/node-io";
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
import { statIfThere } from "../../world/files.js";
import type { Io } from "../../world/io.js";
import type { Workspace, WorkspaceRpm } from "../../world/workspace.js";
import { version } from "../../version.js";
import { PATCH_BUILD } from "../patch-build.spec.js";
import { build } from "../patch-build.js";
import type { BuiltPatch } from "./build-record.js";
import type { RecipeFile } from "./load-recipes.js";
import { recipeArgv } from "./recipe-argv.js";

/** What all patches of a run share. */
export interface MakeTools {
  readonly workspace: Workspace;
  /** Directory of the patches, as it was given. */
  readonly output: string;
  readonly signing: readonly string[];
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
  readonly built: BuiltPatch;
}

/**
 * Makes the patch of one recipe, unless the very same was made before and is still there.
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
  const { output, signing, io } = tools;
  const rpms = await tools.workspace.rpmsOf(recipe);
  const packages = rpms.map(toPackage);
  const problems = releaseProblems({ id: recipe.id, packages }, before);
  if (problems.length > 0) throw new Problems(problems);
  const argv = recipeArgv(ordered, rpms, output, signing);
  const key = await keyOf(argv, rpms, recipe, tools);
  const path = resolve(io.cwd, output, patchFileName(recipe.id));
  const sources = recipe.sources.map(({ name }) => name);
  if (known?.key === key && (await digestIfThere(path)) === known.sha256)
    return { state: "unchanged", path, built: { ...known, sources, packages } };
  const sha256 = await buildPatch(argv, tools);
  return { state: "built", path, built: { key, sha256, sources, packages } };
}

async function buildPatch(
  argv: readonly string[],
  { trust, io, progress }: MakeTools,
): Promise<string> {
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
  return written.sha256;
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

async function digestIfThere(path: string): Promise<string | undefined> {
  const status = await statIfThere(path);
  return status?.isFile() === true ? digestOf(path) : undefined;
}

async function digestOf(path: string): Promise<string> {
  const hasher = nativeHash("sha256");
  if (hasher === undefined) throw new TypeError("no SHA-256");
  await coded("read", path, async () => {
    for await (const chunk of createReadStream(path))
      await hasher.update(chunk as Uint8Array);
  });
  return toHex(await hasher.digest());
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
