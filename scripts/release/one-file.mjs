import { readFile } from "node:fs/promises";
import { relative } from "node:path";

import { build } from "esbuild";

import { ALIAS } from "../bundling/alias.mjs";
import { noticesText, thirdPartyOf } from "./third-party.mjs";

const ENTRY = "scripts/release/one-file/entry.mjs";

/** Where a module names the file of a thread. */
const THREAD = /new URL\("\.\/([a-z-]+-worker)\.js", import\.meta\.url\)/g;

/** A module that starts the file again as a thread: the only kind of address that keeps its query on the way to a thread. */
const threadUrl = (name) =>
  `new URL("data:text/javascript," + encodeURIComponent("import " + JSON.stringify(import.meta.url + "?thread=${name}")))`;

/**
 * Makes the program that is one file and needs nothing but Node beside it.
 *
 * @param {string} root - top of the repository, built
 * @param {string} version - what it answers to `--version`
 * @returns {Promise<{ program: string, notices: string, libraries: import("./third-party.mjs").ThirdParty[] }>}
 */
export async function makeOneFile(root, version) {
  const replaced = replacements(version);
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [ENTRY],
    outfile: "stx-patch.mjs",
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    minify: true,
    legalComments: "none",
    banner: { js: banner(version) },
    alias: ALIAS,
    metafile: true,
    logLevel: "warning",
    plugins: [standAlone(root, replaced)],
  });
  assertStandAlone(metafile, replaced);
  const libraries = thirdPartyOf(metafile, root);
  const notices = noticesText(libraries);
  const [file] = outputFiles;
  return {
    program: `${file.text}/*\n${notices.replaceAll("*/", "* /")}*/\n`,
    notices,
    libraries,
  };
}

// Libraries in CommonJS ask for Node's own modules with require, which a module has not.
function banner(version) {
  return [
    "#!/usr/bin/env node",
    `// stx-patch ${version}, Apache-2.0. Licences of the libraries in it are at the end of this file.`,
    'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
  ].join("\n");
}

/** Modules that look at the files beside them, where this program has none. */
function replacements(version) {
  return {
    "packages/cli/dist/version.js": `export const version = () => ${JSON.stringify(version)};`,
    "packages/cli/dist/world/checkout.js":
      "export const SIGNING_KEYS = undefined;",
  };
}

/** @returns {import("esbuild").Plugin} */
function standAlone(root, replaced) {
  return {
    name: "stand-alone",
    setup({ onLoad }) {
      onLoad(
        { filter: /\/packages\/[^/]+\/dist\/.*\.js$/ },
        async ({ path }) => {
          const contents =
            replaced[relative(root, path)] ?? (await readFile(path, "utf8"));
          return {
            contents: contents.replace(THREAD, (_, name) => threadUrl(name)),
          };
        },
      );
    },
  };
}

/** A module that moved, or a new one that reads files of the package, would be noticed by a user first. */
function assertStandAlone({ inputs }, replaced) {
  const missed = Object.keys(replaced).filter((path) => !(path in inputs));
  if (missed.length > 0)
    throw new Error(`not part of the program any more: ${missed.join(", ")}`);
  if ("packages/cli/dist/package-folder.js" in inputs)
    throw new Error("a module looks for files beside the program");
}
