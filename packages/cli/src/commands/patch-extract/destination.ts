import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  createAtomicFile,
  createAtomicFolder,
  type AtomicFile,
  type FolderFile,
} from "@stx-patch/node-io";
import { CliError } from "../../error.js";
import type { Io } from "../../world/io.js";

/** Where extracted files go; nothing has its name before `commit`. */
export interface Destination {
  /** For the user: path or `stdout`. */
  readonly shown: string;
  readonly isStdout: boolean;
  /** @throws IoError; CliError CLI_OPTIONS_CONFLICT for a second file where one can be */
  createFile(names: readonly string[]): Promise<FolderFile>;
  commit(): Promise<void>;
  abort(): Promise<void>;
}

/** Where the options say. */
export interface DestinationOptions {
  readonly into: string | undefined;
  readonly output: string | undefined;
}

/**
 * Opens what `--into` or `--output` names.
 *
 * @throws CliError CLI_ARGUMENT_MISSING, CLI_OPTIONS_CONFLICT; IoError
 */
export async function openDestination(
  { into, output }: DestinationOptions,
  io: Io,
): Promise<Destination> {
  if (into !== undefined && output !== undefined)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      "--into and --output are two places for the same files",
    );
  if (into === "" || output === "" || (into ?? output) === undefined)
    throw new CliError(
      "CLI_ARGUMENT_MISSING",
      "no place for the files is named",
      {
        remedy:
          "Name a new directory with --into DIR, or -o FILE for a single file.",
      },
    );
  return output === undefined
    ? intoFolder(resolve(io.cwd, into ?? ""))
    : intoFile(output, io);
}

async function intoFolder(path: string): Promise<Destination> {
  const folder = await createAtomicFolder(path);
  return {
    shown: folder.target,
    isStdout: false,
    createFile: (names) => folder.createFile(names),
    commit: () => folder.commit(),
    abort: () => folder.abort(),
  };
}

/** What goes to stdout waits in the system's temporary folder until the patch is found to be trusted. */
async function intoFile(output: string, io: Io): Promise<Destination> {
  const isStdout = output === "-";
  const file = await createAtomicFile(
    isStdout ? join(tmpdir(), "patch-extract") : resolve(io.cwd, output),
  );
  const state = { isTaken: false };
  return {
    shown: isStdout ? "stdout" : file.target,
    isStdout,
    createFile: () => {
      if (state.isTaken)
        return Promise.reject(
          new CliError(
            "CLI_OPTIONS_CONFLICT",
            "--output takes one file, and more than one was asked for",
            { remedy: "Use --into DIR." },
          ),
        );
      state.isTaken = true;
      return Promise.resolve({
        write: (chunk) => file.write(chunk),
        close: () => file.end(),
      });
    },
    commit: () => (isStdout ? toStdout(file, io) : file.commit()),
    abort: () => file.abort(),
  };
}

async function toStdout(file: AtomicFile, io: Io): Promise<void> {
  const source = await file.source();
  for await (const chunk of source.open()) await io.stdout.writeBytes(chunk);
  await file.abort();
}
