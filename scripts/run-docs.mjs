// Runs every command that the documentation shows, and compares what it prints and ends with with what the page says.
// The blocks of a page (sh, console) run in one shell, in an empty home directory; what a page takes as given is made by scripts/docs/prepare/<page>.sh.
// usage: node scripts/run-docs.mjs [--write] [PAGE...]      (--write puts the real output into the pages; default: all pages)
//        node scripts/run-docs.mjs --walk PAGE...           (as a new user: nothing is prepared and no command of ours is there before the page gets it)
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { listPages } from "./docs/pages/list-pages.mjs";
import { preparationOf, runPage } from "./docs/pages/run-page.mjs";
import { makeWalkSurroundings } from "./docs/pages/walk-surroundings.mjs";
import { writeOutput } from "./docs/pages/write-output.mjs";

/** A newcomer gets going within five minutes. */
const WALK_SECONDS = 300;

/** Pages that are walked and not run with the others. */
const WALKS = "docs/start/";

const root = new URL("../", import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean" }, walk: { type: "boolean" } },
});

const pages =
  positionals.length > 0
    ? positionals
    : listPages(root).filter(
        (page) => page.startsWith(WALKS) === Boolean(values.walk),
      );
const results = values.walk ? await walk(pages) : await run(pages);
report(results);

/** One walk after the other. */
async function walk(pages) {
  const { folder, variables } = makeWalkSurroundings(root);
  const results = [];
  try {
    for (const page of pages) results.push(await walkOne(page, variables));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return results;
}

/** One walk with its seconds, from an empty home directory and with nothing of ours in PATH. */
async function walkOne(page, prepare) {
  const started = performance.now();
  const result = await runPage(root, page, { path: [], prepare });
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`walk ${page}: ${result.done.length} commands, ${seconds} s`);
  if (seconds >= WALK_SECONDS)
    result.problems.push(`${page}: ${seconds} s, more than ${WALK_SECONDS}`);
  return result;
}

/** Two pages at a time. */
async function run(pages) {
  const bin = executables();
  const waiting = [...pages];
  const results = [];
  const worker = async () => {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift())
      results.push(
        await runPage(root, page, {
          path: [bin],
          prepare: preparationOf(root, page),
        }),
      );
  };
  try {
    await Promise.all([worker(), worker()]);
  } finally {
    rmSync(bin, { recursive: true });
  }
  return results.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A folder with our commands under their names, as an installation has it. */
function executables() {
  const folder = mkdtempSync(join(tmpdir(), "stx-docs-bin-"));
  const bin = fileURLToPath(new URL("packages/cli/bin/", root));
  for (const file of readdirSync(bin))
    symlinkSync(join(bin, file), join(folder, file.replace(/\.js$/, "")));
  return folder;
}

function report(results) {
  for (const { path, done } of results)
    if (values.write) writeOutput(new URL(path, root), done);
  for (const { path, notRun } of results)
    for (const { first, notRun: reason } of notRun)
      console.log(`not run: ${path}:${first}: ${reason}`);
  const skipped = results.filter(({ missing }) => missing.length > 0);
  for (const { path, missing } of skipped)
    console.log(`skipped: ${path}: not installed: ${missing.join(" ")}`);
  const problems = results.flatMap(({ problems }) => problems);
  for (const problem of problems) console.error(`\n${problem}`);
  const ran = results.filter(({ done }) => done.length > 0);
  const commands = ran.reduce((sum, { done }) => sum + done.length, 0);
  const shown = ran
    .flatMap(({ done }) => done)
    .filter(({ output }) => output !== undefined).length;
  const notRun = results.reduce((sum, { notRun }) => sum + notRun.length, 0);
  console.log(
    `documentation: ${commands} commands of ${ran.length} pages ran, the output of ${shown} was compared; ${notRun} blocks not run, with a reason; ${problems.length} problems`,
  );
  if (
    problems.length > 0 ||
    (skipped.length > 0 && process.env.STX_PATCH_REQUIRE_ORACLES)
  )
    process.exitCode = 1;
}
