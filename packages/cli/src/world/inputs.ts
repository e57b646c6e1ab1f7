import { basename, join, resolve } from "node:path";
import { compareText, isCodedError, type CodedProblem } from "@stx-patch/core";
import { inspectRpm, type InspectedRpm } from "@stx-patch/patch-build";
import { openFileSource } from "@stx-patch/node-io";
import { globby } from "globby";
import { CliError } from "../error.js";
import { statIfThere } from "./files.js";

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
    const paths = await expandArgument(argument.value, cwd);
    if (paths instanceof CliError) {
      problems.push(paths);
      continue;
    }
    for (const path of paths) {
      const key = await identityOf(resolve(cwd, path));
      const file = files.get(key) ?? { path, personalities: new Set() };
      argument.personalities.forEach((type) => file.personalities.add(type));
      files.set(key, file);
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
async function expandArgument(
  value: string,
  cwd: string,
): Promise<string[] | CliError> {
  const status = await statIfThere(resolve(cwd, value));
  if (status?.isDirectory() === true) {
    const inside = await globby("*.rpm", {
      cwd: resolve(cwd, value),
      expandDirectories: false,
    });
    return inside.length > 0
      ? inside.toSorted(compareText).map((name) => join(value, name))
      : new CliError(
          "CLI_INPUT_EMPTY_DIRECTORY",
          `${value}: no .rpm file in this directory`,
        );
  }
  if (status !== undefined) return [value];
  const matches = /[*?[\]{}]/.test(value)
    ? await globby(value, { cwd, expandDirectories: false, onlyFiles: true })
    : [];
  return matches.length > 0
    ? matches.toSorted(compareText)
    : new CliError("CLI_INPUT_MISSING", `${value}: no such file`);
}

/** Device and inode; the path itself for what cannot be looked at (opening it says why). */
async function identityOf(path: string): Promise<string> {
  const status = await statIfThere(path);
  return status === undefined ? path : `${status.dev}:${status.ino}`;
}
