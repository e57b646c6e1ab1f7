import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isCodedError, type CodedProblem, type KeyInfo } from "@stx-patch/core";
import { coded, lockFolder } from "@stx-patch/node-io";
import {
  orderRecipes,
  type EarlierPatch,
  type OrderedRecipe,
  type PatchPackages,
} from "@stx-patch/recipe";
import type { ParsedLine } from "../../command-line/parse.js";
import { internalError } from "../../error.js";
import { Problems } from "../../problems.js";
import { createProgress } from "../../render/progress.js";
import type { Io } from "../../world/io.js";
import { readOrder, textIfThere } from "../../world/order-file.js";
import { Workspace } from "../../world/workspace.js";
import { findImaSigner, findPatchSigner } from "../patch-signer.js";
import { assertRole, signerAnchors } from "../signer-arguments.js";
import { besideRequest, type BesideRequest } from "./beside.js";
import {
  readRecord,
  writeRecord,
  writeTextFile,
  type BuildRecord,
  type BuiltPatch,
} from "./build-record.js";
import { runHooks } from "./hooks.js";
import { loadRecipes, type RecipeFile } from "./load-recipes.js";
import { makePatch, type MakeTools } from "./make-patch.js";
import type { MakeQuestion } from "./make-question.js";
import type { MadePatch } from "./make-result.js";
import { signingArgv } from "./recipe-argv.js";
import { runTasks } from "./schedule.js";

/** Name of the file that keeps the order in which patches were built. */
export const ORDER_FILE = "patch_order";

/** Name of the directory that keeps two runs from writing both files at a time. */
const LOCK_FOLDER = ".patch-make.lock";

/** Recipes in order, and what was known before. */
export interface OrderedRecipes {
  readonly ordered: readonly OrderedRecipe<RecipeFile>[];
  readonly record: BuildRecord;
  /** Ids of the order file. */
  readonly earlier: readonly string[];
}

/**
 * Reads the recipes, `patch_order` and the record, and puts the recipes into order.
 *
 * @throws Problems; RecipeError; CliError CLI_ORDER_MALFORMED
 */
export async function orderAll(
  question: MakeQuestion,
  io: Io,
): Promise<OrderedRecipes> {
  return order(await loadRecipes(question, io.cwd), question, io);
}

async function order(
  recipes: readonly RecipeFile[],
  question: MakeQuestion,
  { cwd }: Io,
): Promise<OrderedRecipes> {
  const folder = resolve(cwd, question.output);
  const record = await readRecord(folder);
  const earlier = await readOrder(
    join(folder, ORDER_FILE),
    join(question.output, ORDER_FILE),
  );
  const known = earlier.map((id): EarlierPatch => ({
    id,
    sources: record.get(id)?.sources,
  }));
  return { ordered: orderRecipes(recipes, known), record, earlier };
}

/**
 * Makes all patches that are asked for. What goes wrong with one of them is its result; the others are made.
 *
 * @throws what concerns all of them: recipes, keys, the output directory
 */
export async function makeAll(
  question: MakeQuestion,
  line: ParsedLine,
  io: Io,
  onMade: (made: MadePatch) => void,
): Promise<MadePatch[]> {
  const recipes = await io.log.phase("reading the recipes", () =>
    loadRecipes(question, io.cwd),
  );
  // What cannot be done is said before anything is created.
  await order(recipes, question, io);
  const beside = await besideRequest(line, io.cwd);
  const keys = await signingKeys(line, question.formal, io);
  const folder = resolve(io.cwd, question.output);
  await coded("create", question.output, () =>
    mkdir(folder, { recursive: true }),
  );
  const lock = await lockFolder(join(folder, LOCK_FOLDER), question);
  try {
    const all = await order(recipes, question, io);
    return await makeOrdered(question, all, { keys, beside }, line, io, onMade);
  } finally {
    lock.release();
  }
}

async function makeOrdered(
  question: MakeQuestion,
  all: OrderedRecipes,
  shared: {
    readonly keys: readonly (KeyInfo | undefined)[];
    readonly beside: BesideRequest;
  },
  line: ParsedLine,
  io: Io,
  onMade: (made: MadePatch) => void,
): Promise<MadePatch[]> {
  const progress = createProgress(io, {
    label: "making patches",
    totalBytes: undefined,
    items: all.ordered.length,
    enabled: !line.flag("quiet") && !line.flag("no-progress"),
  });
  const run = new MakeRun(question, all, {
    workspace: new Workspace(question.workdir, question.srcdir, io.cwd),
    output: question.output,
    signing: signingArgv(line),
    trust: line.list("trust"),
    ...shared,
    io,
    progress,
  });
  try {
    const results = await runTasks(run.tasks, question.jobs, async (task) => {
      const made = await run.make(task.ordered);
      progress.finishItem();
      progress.hide();
      onMade(made);
      return made;
    });
    await run.writeOrder();
    return results;
  } finally {
    progress.end();
  }
}

/** The state of a run: what was made so far. */
class MakeRun {
  readonly tasks: readonly {
    readonly id: string;
    readonly after: readonly string[];
    readonly ordered: OrderedRecipe<RecipeFile>;
  }[];
  readonly #question: MakeQuestion;
  readonly #all: OrderedRecipes;
  readonly #tools: MakeTools;
  readonly #folder: string;
  readonly #record: Map<string, BuiltPatch>;
  readonly #made = new Set<string>();
  readonly #notMade = new Set<string>();
  #writing: Promise<void> = Promise.resolve();

  constructor(question: MakeQuestion, all: OrderedRecipes, tools: MakeTools) {
    this.#question = question;
    this.#all = all;
    this.#tools = tools;
    this.#folder = resolve(tools.io.cwd, question.output);
    this.#record = new Map(all.record);
    this.tasks = all.ordered.map((ordered, index) => ({
      id: ordered.recipe.id,
      after: [
        ...ordered.requires,
        ...withSamePackages(ordered, all.ordered.slice(0, index)),
      ],
      ordered,
    }));
  }

  async make(ordered: OrderedRecipe<RecipeFile>): Promise<MadePatch> {
    const { recipe, requires, implicit } = ordered;
    const head = { id: recipe.id, file: recipe.file, requires, implicit };
    const because = requires.filter((id) => this.#notMade.has(id));
    if (because.length > 0) {
      this.#notMade.add(recipe.id);
      return { ...head, state: "skipped", because };
    }
    try {
      const { hooks } = this.#question;
      await runHooks(ordered, hooks, this.#question, this.#tools.io);
      const made = await makePatch(
        ordered,
        this.#all.record.get(recipe.id),
        this.#before(recipe.id),
        hooks.programs.length === 0 ? this.#tools : this.#freshTools(),
      );
      this.#made.add(recipe.id);
      await this.#remember(recipe.id, made.built);
      const { state, path, sidecars, built } = made;
      return { ...head, state, path, sha256: built.sha256, sidecars };
    } catch (error) {
      this.#notMade.add(recipe.id);
      return { ...head, state: "failed", problems: problemsOf(error) };
    }
  }

  /** Adds what is new at the end of `patch_order`, in the order of the recipes, whichever was done first. */
  async writeOrder(): Promise<void> {
    const path = join(this.#folder, ORDER_FILE);
    const added = this.#all.ordered
      .map(({ recipe }) => recipe.id)
      .filter((id) => this.#made.has(id) && !this.#all.earlier.includes(id));
    if (added.length === 0) return;
    const text = await textIfThere(path);
    const gap = text === "" || text.endsWith("\n") ? "" : "\n";
    await writeTextFile(path, `${text}${gap}${added.join("\n")}\n`);
  }

  /** The programs change the workspace, so what was listed before does not count. */
  #freshTools(): MakeTools {
    const { workdir, srcdir } = this.#question;
    const { cwd } = this.#tools.io;
    return { ...this.#tools, workspace: new Workspace(workdir, srcdir, cwd) };
  }

  #before(id: string): PatchPackages[] {
    const own = this.#all.ordered.map(({ recipe }) => recipe.id as string);
    const { earlier } = this.#all;
    const place = earlier.indexOf(id);
    const inFile = place === -1 ? earlier : earlier.slice(0, place);
    const inRun = own.slice(0, own.indexOf(id));
    const ids = [...inFile.filter((each) => !own.includes(each)), ...inRun];
    return ids.flatMap((each) => {
      const packages = this.#record.get(each)?.packages;
      return packages === undefined ? [] : [{ id: each, packages }];
    });
  }

  /** One after the other, so that the last one written has all of them. */
  async #remember(id: string, built: BuiltPatch): Promise<void> {
    this.#record.set(id, built);
    const writing = this.#writing
      .catch(() => undefined)
      .then(() => writeRecord(this.#folder, this.#record));
    this.#writing = writing;
    await writing;
  }
}

/** Earlier recipes that have a package of this one: whether its RPMs are newer shows when those are done. */
function withSamePackages(
  { recipe }: OrderedRecipe,
  before: readonly OrderedRecipe[],
): string[] {
  const names = new Set(packageNames(recipe));
  return before
    .filter((each) => packageNames(each.recipe).some((name) => names.has(name)))
    .map((each) => each.recipe.id);
}

function packageNames({ sources }: OrderedRecipe["recipe"]): string[] {
  return sources.flatMap(({ packages }) => packages.map(({ name }) => name));
}

/** The keys that will sign. They are found before anything is built: a missing one concerns every patch. */
async function signingKeys(
  line: ParsedLine,
  formal: boolean,
  io: Io,
): Promise<(KeyInfo | undefined)[]> {
  const patchKey = await findPatchSigner(line, io);
  const role = line.text("role") ?? (formal ? "formal" : undefined);
  assertRole(role, patchKey, {
    anchors: await signerAnchors(line, io),
  });
  const ima = line.flag("no-ima") ? undefined : await findImaSigner(line, io);
  return [patchKey.signer.key, ima?.signer.key];
}

function problemsOf(error: unknown): readonly CodedProblem[] {
  if (error instanceof Problems) return error.problems;
  return [isCodedError(error) ? error : internalError(error)];
}
