import { isCodedError } from "@stx-patch/core";
import type { OrderedRecipe } from "@stx-patch/recipe";
import { commandWords, runProgram } from "@stx-patch/node-io";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import type { Io } from "../../world/io.js";
import { KEY_PLACES } from "../../world/keys.js";
import type { RecipeFile } from "./load-recipes.js";
import type { MakeDefaults } from "./make-question.js";

/** When a program is run: `context` checks sources out, `before` builds them. */
export type HookName = "context" | "before";

/** A program to run for each recipe, without a shell. */
export interface HookProgram {
  readonly name: HookName;
  readonly words: readonly string[];
}

/** The programs of a run, and what they are told besides the recipe. */
export interface Hooks {
  /** In the order in which they are run. */
  readonly programs: readonly HookProgram[];
  readonly facts: Readonly<Record<string, string | boolean | null>>;
  readonly timeoutMs: number;
}

const DEFAULT_TIMEOUT_SECONDS = 6 * 3600;
/** Longer than any build; timers take no more than 24 days. */
const MAX_TIMEOUT_SECONDS = 7 * 86_400;
/** A build's log; it is read so that the program does not block, and not shown. */
const MAX_OUTPUT_BYTES = 64 << 20;

/**
 * The programs that the command line, or the surroundings of the drop-in, name.
 *
 * @throws CliError CLI_HOOK_MISSING, CLI_OPTION_VALUE_INVALID; SigningError for a quote that is not closed
 */
export function findHooks(line: ParsedLine, defaults: MakeDefaults): Hooks {
  const preCompiled = line.flag("pre-compiled");
  const preClean = line.flag("pre-clean");
  const before = program("before", line, defaults);
  const context = program("context", line, defaults);
  const captures = ["capture_source", "capture_rpms"].filter((name) =>
    line.flag(name),
  );
  if (preClean && !preCompiled)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      "--pre-clean goes with --pre-compiled",
    );
  const asked = [
    ...(preClean ? ["--pre-clean"] : []),
    ...captures.map((name) => `--${name}`),
    ...(defaults.needsBefore && !preCompiled ? ["building packages"] : []),
  ];
  if (before === undefined && asked.length > 0)
    throw new CliError(
      "CLI_HOOK_MISSING",
      `${asked.join(", ")}: no program is named that can do it`,
    );
  if (line.text("branch") !== undefined && context === undefined)
    throw new CliError(
      "CLI_HOOK_MISSING",
      "--branch: no program is named that checks out sources",
    );
  const runsBefore = !preCompiled || preClean || captures.length > 0;
  return {
    programs: [
      ...(context === undefined || preCompiled ? [] : [context]),
      ...(before === undefined || !runsBefore ? [] : [before]),
    ],
    facts: {
      branch: line.text("branch") ?? null,
      formal: line.flag("formal"),
      preCompiled,
      preClean,
      captureSource: line.flag("capture_source"),
      captureRpms: line.flag("capture_rpms"),
    },
    timeoutMs: timeoutSeconds(line.text("hook-timeout")) * 1000,
  };
}

/** Where the programs work. */
export interface HookPlace {
  readonly workdir: string;
  readonly srcdir: string | undefined;
}

/**
 * Runs the programs for one recipe.
 *
 * @throws CliError CLI_HOOK_FAILED, CLI_HOOK_MISSING for a recipe with a context that nobody checks out
 */
export async function runHooks(
  { recipe, requires }: OrderedRecipe<RecipeFile>,
  { programs, facts, timeoutMs }: Hooks,
  { workdir, srcdir }: HookPlace,
  { cwd, env }: Io,
): Promise<void> {
  const hasContext = programs.some(({ name }) => name === "context");
  if (
    recipe.context !== undefined &&
    !hasContext &&
    facts["preCompiled"] !== true
  )
    throw new CliError(
      "CLI_HOOK_MISSING",
      `${recipe.id}: nobody is named who checks out ${recipe.context}`,
    );
  for (const { name, words } of programs) {
    if (name === "context" && recipe.context === undefined) continue;
    const [command = "", ...args] = words;
    const told = {
      schemaVersion: 1,
      hook: name,
      file: recipe.file,
      id: recipe.id,
      swVersion: recipe.swVersion,
      context: recipe.context ?? null,
      requires,
      recipes: recipe.sources,
      workdir,
      srcdir: srcdir ?? null,
      ...facts,
    };
    await runHook(`--${name} for ${recipe.id}`, {
      program: command,
      args,
      cwd,
      env: {
        ...env,
        [KEY_PLACES.patch.passphraseVariable]: undefined,
        [KEY_PLACES.ima.passphraseVariable]: undefined,
        STX_PATCH_HOOK: name,
        STX_PATCH_ID: recipe.id,
        STX_PATCH_SW_VERSION: recipe.swVersion,
        STX_PATCH_CONTEXT: recipe.context ?? "",
        STX_PATCH_WORKDIR: workdir,
        STX_PATCH_SRCDIR: srcdir ?? "",
      },
      input: `${JSON.stringify(told)}\n`,
      timeoutMs,
    });
  }
}

async function runHook(
  shown: string,
  call: Omit<Parameters<typeof runProgram>[0], "name" | "maxOutputBytes">,
): Promise<void> {
  const { status, said } = await runProgram({
    ...call,
    name: shown,
    maxOutputBytes: MAX_OUTPUT_BYTES,
  }).catch((cause: unknown) => {
    if (!isCodedError(cause)) throw cause;
    throw new CliError("CLI_HOOK_FAILED", cause.message, { cause });
  });
  if (status === 0) return;
  throw new CliError(
    "CLI_HOOK_FAILED",
    `${shown}: ended with ${status}${said === "" ? "" : `: ${said}`}`,
  );
}

function program(
  name: HookName,
  line: ParsedLine,
  { hooks }: MakeDefaults,
): HookProgram | undefined {
  const command = line.text(name) ?? hooks[name];
  if (command === undefined) return undefined;
  const words = commandWords(command);
  if (words !== undefined && words.length > 0) return { name, words };
  throw new CliError(
    "CLI_OPTION_VALUE_INVALID",
    words === undefined
      ? `--${name}: a quote is not closed, or a backslash stands at the end`
      : `--${name} names no program`,
    { remedy: "Give a program and its arguments, quoted as for a shell." },
  );
}

function timeoutSeconds(text: string | undefined): number {
  if (text === undefined) return DEFAULT_TIMEOUT_SECONDS;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS) return seconds;
  throw new CliError(
    "CLI_OPTION_VALUE_INVALID",
    `--hook-timeout: expected 1 to ${MAX_TIMEOUT_SECONDS} seconds, got ${JSON.stringify(text)}`,
  );
}
