import type { ParsedLine } from "../../command-line/parse.js";
import { EXIT } from "../../exit-codes.js";
import type { Problems } from "../../problems.js";
import type { Io } from "../../world/io.js";
import { Workspace } from "../../world/workspace.js";
import { orderAll } from "./make.js";
import { readMakeQuestion } from "./make-question.js";
import { besideRequest } from "./beside.js";
import { recipeArgv, signingArgv } from "./recipe-argv.js";

/** `patch-make print`: stdout holds commands and nothing else. */
export async function runPatchMakePrint(
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
): Promise<number> {
  const question = await readMakeQuestion(
    line,
    problems,
    {
      swVersion: line.text("sw-version"),
      output: () => ".",
      hooks: {},
      needsBefore: false,
    },
    io,
  );
  const { ordered } = await orderAll(question, io);
  const workspace = new Workspace(question.workdir, question.srcdir, io.cwd);
  const beside = await besideRequest(line, io.cwd);
  const handedOn = [...signingArgv(line), ...beside.argv];
  const commands: string[] = [];
  for (const each of ordered) {
    const rpms = await workspace.rpmsOf(each.recipe);
    const argv = recipeArgv(each, rpms, question.output, handedOn);
    commands.push(["patch-build", ...argv].map(shellWord).join(" "));
  }
  io.stdout.write(commands.map((command) => `${command}\n`).join(""));
  return EXIT.done;
}

/** A word as a shell has to see it. */
export function shellWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
