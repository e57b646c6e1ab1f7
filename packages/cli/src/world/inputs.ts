import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { compareText, isCodedError, type CodedProblem } from "@stx-patch/core";
import { inspectRpm, type InspectedRpm } from "@stx-patch/patch-build";
import { coded, openFileSource } from "@stx-patch/node-io";
import { CliError } from "../error.js";
import { glob } from "./glob.js";
import { identityOf, statIfThere } from "./files.js";

/** RPM arguments as they were given: a path, a pattern or a directory, and the node types it goes to. */
export interface RpmArgument {
  readonly value: string;
  readonly personalities: readonly string[];
}

/** A file that was named, once, however often and for however many node types. */
interface NamedFile {
  readonly path: string;
  readonly personalities: Set<string>;
}

/**
 * Finds, opens and inspects all RPMs. Files are told apart by identity, not by spelling, so that one
 * file named for several node types, or through a link, is one.
 */
export async function openRpmInputs(
  rpmArguments: readonly RpmArgument[],
  cwd: string,
  options: { readonly signFiles: boolean },
): Promise<{
  rpms: InspectedRpm[];
  problems: CodedProblem[];
  close: () => Promise<void>;
}> {
  const problems: CodedProblem[] = [];
  const files = new Map<string, NamedFile>();
  for (const argument of rpmArguments) {
    try {
      for (const path of await expandArgument(argument.value, cwd)) {
        const key = identityOf(resolve(cwd, path));
        const file = files.get(key) ?? { path, personalities: new Set() };
        argument.personalities.forEach((type) => file.personalities.add(type));
        files.set(key, file);
      }
    } catch (error) {
      if (!isCodedError(error)) throw error;
      problems.push(error);
    }
  }
  const rpms: InspectedRpm[] = [];
  const closers: (() => Promise<void>)[] = [];
  for (const { path, personalities } of files.values()) {
    try {
      const source = await openFileSource(resolve(cwd, path));
      closers.push(() => source.close());
      const inspected = await inspectRpm(
        {
          source,
          fileName: basename(path),
          personalities: [...personalities],
        },
        options,
      );
      rpms.push(inspected.rpm);
      problems.push(...inspected.problems);
    } catch (error) {
      if (!isCodedError(error)) throw error;
      problems.push(error);
    }
  }
  const close = async (): Promise<void> => {
    await Promise.all(closers.map((closeOne) => closeOne()));
  };
  return { rpms, problems, close };
}

/** A name that exists is itself, whatever characters it has; only else is it a pattern. */
async function expandArgument(value: string, cwd: string): Promise<string[]> {
  if (value === "") {
    throw new CliError("CLI_INPUT_MISSING", "an RPM argument is empty", {
      remedy: "Check the variable that it comes from.",
    });
  }
  const path = resolve(cwd, value);
  const status = await statIfThere(path);
  if (status?.isDirectory() === true) return listDirectory(value, path);
  if (status !== undefined) return [value];
  // Links that point nowhere count as matches, so that opening them is an error instead of a gap in the patch.
  const matches = /[*?[\]{}()]/.test(value)
    ? await coded("search for", value, () =>
        glob(value.replace(/^!/, "\\!"), {
          cwd,
          expandDirectories: false,
          onlyFiles: false,
        }),
      )
    : [];
  if (matches.length === 0) {
    throw new CliError("CLI_INPUT_MISSING", `${value}: no such file`);
  }
  return matches.toSorted(compareText);
}

async function listDirectory(value: string, path: string): Promise<string[]> {
  const names = await coded("list", value, () => readdir(path));
  const rpms = names.filter((name) => name.toLowerCase().endsWith(".rpm"));
  if (rpms.length === 0) {
    throw new CliError(
      "CLI_INPUT_EMPTY_DIRECTORY",
      `${value}: no .rpm file in this directory`,
    );
  }
  return rpms.toSorted(compareText).map((name) => join(value, name));
}
