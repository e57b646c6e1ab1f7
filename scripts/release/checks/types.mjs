import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./scratch.mjs";

/** How those who use the packages may have told their compiler to find them. */
const RESOLUTIONS = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
];

/**
 * Compiles a module that imports everything, with the declarations themselves under the strictest rules.
 *
 * @param {string} project - has the packages installed
 * @returns {string[]} the ways of finding modules that it was done with
 */
export function compileTypes(project, names) {
  const folder = join(project, "types");
  mkdirSync(folder);
  writeFileSync(
    join(folder, "all.ts"),
    names
      .map(
        (name, i) =>
          `import * as all${i} from "${name}";\nexport type All${i} = typeof all${i};\n`,
      )
      .join(""),
  );
  for (const resolution of RESOLUTIONS) compile(folder, resolution);
  return RESOLUTIONS.map(({ moduleResolution }) => moduleResolution);
}

function compile(folder, resolution) {
  const config = {
    compilerOptions: {
      ...resolution,
      target: "es2023",
      lib: ["es2023"],
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
    },
    include: ["*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", folder], {
    encoding: "utf8",
  });
  assert.equal(status, 0, `${resolution.moduleResolution}\n${stdout}`);
}
