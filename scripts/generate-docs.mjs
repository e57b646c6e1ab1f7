// Writes the documentation pages that come out of the code.
// usage: node scripts/generate-docs.mjs [--check]   (--check writes nothing and fails when a page is stale)
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import prettier from "prettier";

import { configSchemaText } from "./docs/config-schema.mjs";
import { cliPage } from "./docs/cli-page.mjs";
import { errorsPage } from "./docs/errors-page.mjs";
import { limitsPage } from "./docs/limits-page.mjs";
import { reportsPage } from "./docs/reports-page.mjs";

/** One entry a page: where it goes and what makes it. Pages get the project's formatting. */
const GENERATORS = [
  { path: "docs/errors.md", render: errorsPage },
  { path: "docs/cli.md", render: cliPage },
  { path: "docs/schema/stx-patch.schema.json", render: configSchemaText },
  { path: "docs/limits.md", render: limitsPage },
  { path: "docs/reports.md", render: reportsPage },
];

const root = new URL("../", import.meta.url);
const check = process.argv.includes("--check");

for (const { path, render } of GENERATORS) {
  const target = fileURLToPath(new URL(path, root));
  const page = await format(await render(root), target);
  if (page === readOrEmpty(target)) continue;
  if (check) {
    console.error(`${path} is stale: run npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(target, page);
    console.log(`wrote ${path}`);
  }
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
