import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { coded, resolveTarget } from "@stx-patch/node-io";
import { patchFileName, type PatchId } from "@stx-patch/patch-format";
import { CliError } from "../error.js";
import { identityOf, statIfThere } from "./files.js";

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
 * @throws CliError CLI_OUTPUT_DIRECTORY_MISSING, CLI_OUTPUT_TERMINAL; IoError for a target that cannot be replaced
 */
export async function findOutput(
  output: string | undefined,
  id: PatchId,
  cwd: string,
  stdoutIsTerminal: boolean,
): Promise<OutputTarget> {
  if (output === "") {
    throw new CliError(
      "CLI_OUTPUT_DIRECTORY_MISSING",
      "the value of --output is empty",
      { remedy: "Check the variable that it comes from." },
    );
  }
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
  // What would fail after all the work is better known before it.
  const target = await resolveTarget(path);
  await coded("write into", dirname(target), () =>
    access(dirname(target), constants.W_OK),
  );
  return { kind: "file", path };
}

/**
 * Refuses an output that is one of the files that are read for it.
 *
 * @throws CliError CLI_OUTPUT_IS_INPUT
 */
export function assertNoInput(
  output: OutputTarget,
  inputs: readonly string[],
): void {
  if (output.kind === "stdout") return;
  const target = identityOf(output.path);
  for (const input of inputs) {
    if (identityOf(input) === target) {
      throw new CliError(
        "CLI_OUTPUT_IS_INPUT",
        `${output.path} would replace ${input}, which is read for it`,
      );
    }
  }
}
