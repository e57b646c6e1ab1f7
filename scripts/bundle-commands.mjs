// Bundles the commands: a few files instead of four hundred, which is most of what starting up costs.
// The parts that a command does not use stay files of their own and are not read. Made from dist: build before.
// usage: node scripts/bundle-commands.mjs
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { ALIAS } from "./bundling/alias.mjs";
import { noticesText, thirdPartyOf } from "./release/third-party.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = `${root}packages/cli/bundle`;

// Libraries in CommonJS ask for Node's own modules with require, which a module has not.
const REQUIRE = `import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);`;

rmSync(target, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    process: "packages/cli/dist/process.js",
    // Threads are started from files; each has to lie beside the code that names it.
    "verify-worker": "packages/cli/dist/commands/verify-worker.js",
    "ima-worker": "packages/signing/dist/ima-worker.js",
  },
  outdir: target,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minify: true,
  legalComments: "none",
  banner: { js: REQUIRE },
  alias: ALIAS,
  metafile: true,
  logLevel: "warning",
});

/** Which sources each file was made of, so that a test can tell what a command loads. */
const contents = Object.fromEntries(
  Object.entries(metafile.outputs).map(([path, { inputs }]) => [
    path.replace("packages/cli/bundle/", ""),
    Object.keys(inputs).sort(),
  ]),
);
writeFileSync(`${target}/contents.json`, `${JSON.stringify(contents)}\n`);
// The libraries' licences go where their code goes.
writeFileSync(
  `${target}/THIRD-PARTY-LICENSES.txt`,
  noticesText(thirdPartyOf(metafile, root)),
);
