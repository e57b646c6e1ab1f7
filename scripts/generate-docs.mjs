// Writes what comes out of the code: documentation pages, man pages and completion scripts.
// usage: node scripts/generate-docs.mjs [--check]   (--check writes nothing and fails when a page is stale)
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";

import prettier from "prettier";

import { apiPages } from "./docs/api-pages.mjs";
import { configSchemaText } from "./docs/config-schema.mjs";
import { cliPage } from "./docs/cli-page.mjs";
import { completionFiles } from "./docs/completion-files.mjs";
import { errorsPage } from "./docs/errors-page.mjs";
import { limitsPage } from "./docs/limits-page.mjs";
import { manPages } from "./docs/man-pages.mjs";
import { reportsPage } from "./docs/reports-page.mjs";

/** One entry a page: where it goes and what makes it. Pages get the project's formatting. */
const GENERATORS = [
  { path: "docs/errors.md", render: errorsPage },
  { path: "docs/cli.md", render: cliPage },
  { path: "docs/schema/stx-patch.schema.json", render: configSchemaText },
  { path: "docs/limits.md", render: limitsPage },
  { path: "docs/reports.md", render: reportsPage },
];

/** Folders that hold what is made and nothing else: `[file name, content]` each. */
const FOLDERS = [
  ...["bash", "zsh", "fish"].map((shell) => ({
    path: `packages/cli/completions/${shell}`,
    render: () => completionFiles(shell),
  })),
  { path: "packages/cli/man", render: manPages },
  { path: "docs/api", render: () => apiPages(root) },
];

const root = new URL("../", import.meta.url);
const check = process.argv.includes("--check");

for (const { path, render } of GENERATORS) {
  const target = fileURLToPath(new URL(path, root));
  update(path, await format(await render(root), target));
}
for (const { path, render } of FOLDERS) {
  const files = new Map(await render());
  mkdirSync(new URL(path, root), { recursive: true });
  for (const [name, content] of files) update(`${path}/${name}`, content);
  for (const name of readdirSync(new URL(path, root)))
    if (!files.has(name)) remove(`${path}/${name}`);
}

function update(path, content) {
  if (content === readOrEmpty(fileURLToPath(new URL(path, root)))) return;
  if (check) reportStale(path);
  else {
    writeFileSync(new URL(path, root), content);
    console.log(`wrote ${path}`);
  }
}

/** Of a command that is no more. */
function remove(path) {
  if (check) reportStale(path);
  else {
    rmSync(new URL(path, root));
    console.log(`removed ${path}`);
  }
}

function reportStale(path) {
  console.error(`${path} is stale: run npm run docs`);
  process.exitCode = 1;
}

async function format(markdown, target) {
  const options = await prettier.resolveConfig(target);
  return prettier.format(markdown, { ...options, filepath: target });
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return "";
    throw error;
  }
}
