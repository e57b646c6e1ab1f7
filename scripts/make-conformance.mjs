// Makes the conformance corpus; conformance/README.md says what it is.
// usage: node scripts/make-conformance.mjs [--check]   (--check writes nothing and fails when the committed corpus differs)
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import prettier from "prettier";

import { CASES, expectationOf } from "./conformance/cases.mjs";
import { trustFiles } from "./conformance/signers.mjs";

const CORPUS = fileURLToPath(new URL("../conformance/", import.meta.url));
/** Folders that hold nothing but what is made here. */
const MADE = ["cases", "trust"];

const wanted = new Map(Object.entries(trustFiles()));
for (const given of CASES) {
  const home = `cases/${given.name}`;
  if (wanted.has(`${home}/case.patch`))
    throw new Error(`two cases are called ${given.name}`);
  wanted.set(`${home}/case.patch`, Buffer.from(await given.make()));
  wanted.set(`${home}/expected.json`, await json(expectationOf(given)));
}
const stale = differences();
if (process.argv.includes("--check")) {
  for (const path of stale) console.error(`conformance/${path} is stale`);
  if (stale.length > 0) {
    console.error("run node scripts/make-conformance.mjs");
    process.exitCode = 1;
  }
} else {
  stale.forEach(bringUpToDate);
}
const bytes = [...wanted.values()].reduce((sum, { length }) => sum + length, 0);
console.log(
  `${CASES.length} cases, ${wanted.size} files, ${bytes} bytes, ${stale.length} stale`,
);

/** Paths that are missing, differ, or should not be there. */
function differences() {
  const there = MADE.flatMap(filesIn);
  return [
    ...[...wanted]
      .filter(([path, content]) => readExisting(path)?.equals(content) !== true)
      .map(([path]) => path),
    ...there.filter((path) => !wanted.has(path)),
  ];
}

function bringUpToDate(path) {
  const target = join(CORPUS, path);
  const content = wanted.get(path);
  if (content === undefined) {
    rmSync(target);
    if (readdirSync(dirname(target)).length === 0) rmdirSync(dirname(target));
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

function filesIn(folder) {
  try {
    return readdirSync(join(CORPUS, folder), {
      recursive: true,
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(CORPUS.length));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

function readExisting(path) {
  try {
    return readFileSync(join(CORPUS, path));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** The project's formatting. */
async function json(value) {
  const text = await prettier.format(JSON.stringify(value), { parser: "json" });
  return Buffer.from(text);
}
