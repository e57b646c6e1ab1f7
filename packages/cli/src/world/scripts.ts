import { resolve } from "node:path";
import { DEFAULT_LIMITS, isCodedError } from "@stx-patch/core";
import { readSmallFile } from "@stx-patch/node-io";
import type { SemanticScript } from "@stx-patch/patch-build";
import { CliError } from "../error.js";

/**
 * Reads a semantic script.
 *
 * @throws CliError CLI_SCRIPT_UNREADABLE
 */
export async function readScript(
  action: SemanticScript["action"],
  path: string,
  cwd: string,
): Promise<SemanticScript> {
  try {
    const content = await readSmallFile(resolve(cwd, path), {
      maxBytes: DEFAULT_LIMITS.maxScriptBytes,
    });
    return { action, content, source: path };
  } catch (error) {
    if (!isCodedError(error)) throw error;
    throw new CliError(
      "CLI_SCRIPT_UNREADABLE",
      `--${action}: ${error.message}`,
      { cause: error },
    );
  }
}
