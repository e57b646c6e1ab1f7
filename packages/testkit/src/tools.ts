import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Set by CI: a missing tool is then a failure instead of a skip. */
export const REQUIRE_ORACLES_VARIABLE = "STX_PATCH_REQUIRE_ORACLES";

/** Whether an executable of that name is on the search path. */
export function toolAvailable(name: string): boolean {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .some((folder) => isExecutable(join(folder, name)));
}

/** Whether missing tools must fail the run. */
export function oraclesRequired(): boolean {
  return (process.env[REQUIRE_ORACLES_VARIABLE] ?? "") !== "";
}

/**
 * For code that cannot go on without a tool.
 *
 * @throws Error naming the tool and what to do
 */
export function requireTool(name: string): void {
  if (toolAvailable(name)) return;
  throw new Error(
    `${name} is not installed; scripts/setup.sh installs all tools the tests use`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
