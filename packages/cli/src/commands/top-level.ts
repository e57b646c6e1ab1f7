import { renderTable } from "../render/table.js";
import { COMMANDS } from "./registry.js";

/** Help of `stx-patch` itself. */
export async function topLevelHelp(): Promise<string> {
  const specs = await Promise.all(
    Object.values(COMMANDS).map(({ spec }) => spec()),
  );
  const rows = specs.map(({ name, summary }) => [name, summary]);
  return [
    "  stx-patch patch-build --id STX_20.06_PATCH_0001 --controller my.rpm",
    "  stx-patch patch-verify STX_20.06_PATCH_0001.patch",
    "",
    "Usage: stx-patch COMMAND [options]",
    "",
    "Builds, signs and verifies StarlingX software patches.",
    "",
    "Commands (each is also an executable of its own):",
    renderTable(rows, "  "),
    "Run stx-patch COMMAND --help for the options of one.",
    "",
  ].join("\n");
}
