import { basename, dirname, join, resolve } from "node:path";
import { patchFileName, type PatchId } from "@stx-patch/patch-format";
import { CliError } from "../error.js";
import { statIfThere } from "./files.js";

/** Where a finished patch goes. */
export type OutputTarget =
  | { readonly kind: "stdout" }
  | {
      readonly kind: "file";
      /** Absolute. */
      readonly path: string;
    };

/**
 * Decides the output from `-o`: `-`, a directory (existing, or written with a slash at the end) or a file.
 *
 * @throws CliError CLI_OUTPUT_DIRECTORY_MISSING, CLI_OUTPUT_TERMINAL
 */
export async function findOutput(
  output: string | undefined,
  id: PatchId,
  cwd: string,
  stdoutIsTerminal: boolean,
): Promise<OutputTarget> {
  if (output === "-") {
    if (stdoutIsTerminal) {
      throw new CliError("CLI_OUTPUT_TERMINAL", "stdout is a terminal");
    }
    return { kind: "stdout" };
  }
  const named = resolve(cwd, output ?? ".");
  const isDirectory =
    output?.endsWith("/") === true ||
    (await statIfThere(named))?.isDirectory() === true;
  const path = isDirectory ? join(named, patchFileName(id)) : named;
  if ((await statIfThere(dirname(path)))?.isDirectory() !== true) {
    throw new CliError(
      "CLI_OUTPUT_DIRECTORY_MISSING",
      `${dirname(path)}: no such directory for ${basename(path)}`,
    );
  }
  return { kind: "file", path };
}
