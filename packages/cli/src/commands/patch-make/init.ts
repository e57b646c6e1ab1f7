import { resolve } from "node:path";
import { claimFile } from "@stx-patch/node-io";
import type { InspectedRpm } from "@stx-patch/patch-build";
import { toPatchId, type Personality } from "@stx-patch/patch-format";
import {
  DEFAULT_STATUS,
  writeRecipeYaml,
  type PatchRecipe,
  type RecipePackage,
  type SourceRecipe,
} from "@stx-patch/recipe";
import { parseRpmFileName } from "@stx-patch/rpm-parser";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import { openRpmInputs } from "../../world/inputs.js";
import type { Io } from "../../world/io.js";
import { findRelease } from "../../world/release.js";
import { safeText } from "../../render/text.js";
import { rpmArguments } from "../build-arguments.js";

/** `patch-make init`: stdout, or a new file, gets the recipe. */
export async function runPatchMakeInit(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const id = await problems.attempt(() => toPatchId(required("id", line)));
  const release = await problems.attempt(() => releaseOf(line, io));
  const named = rpmArguments(line);
  if (named.length === 0)
    problems.add(
      new CliError("CLI_ARGUMENT_MISSING", "no RPM is named", {
        remedy: "Name the RPMs of the patch, e.g. --controller PATH.rpm.",
      }),
    );
  const inputs = await openRpmInputs(named, io.cwd, { signFiles: true });
  await inputs.close();
  problems.add(...inputs.problems);
  problems.throwIfAny();
  if (id === undefined || release === undefined) return EXIT.internal;
  const recipe: PatchRecipe = {
    id,
    swVersion: release,
    status: DEFAULT_STATUS,
    summary: "",
    description: "",
    installInstructions: "",
    warnings: "",
    unremovable: false,
    rebootRequired: true,
    applyActiveReleaseOnly: false,
    requires: [],
    preApply: undefined,
    preRemove: undefined,
    context: undefined,
    sources: sourcesOf(inputs.rpms),
  };
  write(writeRecipeYaml(recipe), line.text("output"), io);
  return EXIT.done;
}

function write(text: string, output: string | undefined, io: Io): void {
  if (output === undefined || output === "-") {
    io.stdout.write(text);
    return;
  }
  const path = resolve(io.cwd, output);
  if (!claimFile(path, text))
    throw new CliError("CLI_OUTPUT_EXISTS", `${output} exists`);
  io.stdout.write(`Recipe is ${safeText(path)}\n`);
}

/** Packages by the source package that their headers name. */
function sourcesOf(rpms: readonly InspectedRpm[]): SourceRecipe[] {
  const bySource = new Map<string, Map<string, RecipePackage>>();
  for (const { info, personalities } of rpms) {
    const source =
      (info.sourceRpm === undefined
        ? undefined
        : parseRpmFileName(info.sourceRpm)?.name) ?? info.name;
    const packages = bySource.get(source) ?? new Map<string, RecipePackage>();
    bySource.set(source, packages);
    packages.set(`${info.name}.${info.arch}`, {
      name: info.name,
      personalities: personalities as readonly Personality[],
      architectures: [info.arch],
    });
  }
  return [...bySource].map(([name, packages]) => ({
    name,
    prebuilt: false,
    packages: [...packages.values()],
  }));
}

async function releaseOf(line: ParsedLine, { env, cwd }: Io): Promise<string> {
  const release = await findRelease({
    release: line.text("sw-version") ?? line.text("release"),
    releaseInfo: line.text("release-info"),
    env,
    cwd,
  });
  return release === undefined
    ? required("sw-version", line)
    : toPatchId(release.version);
}

function required(name: string, line: ParsedLine): string {
  const text = line.text(name);
  if (text !== undefined) return text;
  throw new CliError("CLI_ARGUMENT_MISSING", `no --${name} is given`, {
    remedy: `Name it with --${name}.`,
  });
}
