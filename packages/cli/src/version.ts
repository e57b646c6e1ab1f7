import { readFileSync } from "node:fs";
import { PACKAGE_FOLDER } from "./package-folder.js";

/** Version of the commands, read when asked for. */
export function version(): string {
  const manifest = readFileSync(
    new URL("package.json", PACKAGE_FOLDER),
    "utf8",
  );
  return (JSON.parse(manifest) as { version: string }).version;
}
