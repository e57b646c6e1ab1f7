// Removes from dist what a module that is gone left there: the compiler does not, and it must not get into a package.
// usage: node scripts/remove-strays.mjs
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { publicPackages } from "./release/public-packages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

for (const { folder } of publicPackages(root)) {
  const dist = join(folder, "dist");
  for (const file of readdirSync(dist, { recursive: true })) {
    const module = /^(.+?)(?:\.d)?\.[jt]s$/.exec(file)?.[1];
    if (module !== undefined && !existsSync(join(folder, `src/${module}.ts`)))
      rmSync(join(dist, file));
  }
}
