// Removes everything the build makes, so that the next build starts from nothing.
import { readdirSync, rmSync } from "node:fs";

for (const name of readdirSync("packages")) {
  rmSync(`packages/${name}/dist`, { recursive: true, force: true });
}
for (const made of ["packages/cli/bundle", "dist-packages"]) {
  rmSync(made, { recursive: true, force: true });
}
