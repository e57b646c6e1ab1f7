import { readFileSync } from "node:fs";

const MANIFEST = new URL("../package.json", import.meta.url);

/** Version of the commands, read when asked for. */
export function version(): string {
  return (JSON.parse(readFileSync(MANIFEST, "utf8")) as { version: string })
    .version;
}
