import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { runOk } from "./run.mjs";

/** @typedef {{ id: string, role: string }} Expected */

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

const BESIDE = ["sbom", "sbom", "provenance", "sha256sums"];

/** The patch and what belongs beside it are there, and it is the one that was asked for. */
export function expectPatch(out, { id, role }) {
  const built = readJson(join(out, "build.json"));
  assert.equal(built.ok, true);
  assert.equal(built.id, id);
  assert.equal(built.patchKey.role, role);
  assert.ok(built.rpms.every(({ ima }) => ima.kind === "signed"));
  assert.ok(existsSync(join(out, `${id}.patch`)));
  assert.deepEqual(
    built.sidecars.map(({ kind }) => kind),
    BESIDE,
  );
  for (const { path } of built.sidecars)
    assert.ok(existsSync(join(out, basename(path))), path);
}

/**
 * The reports say so, each in its own format.
 *
 * @param {string} out
 * @param {"trusted" | "untrusted" | "malformed"} verdict
 */
export function expectReports(out, verdict) {
  const reports = join(out, "reports");
  const { reports: verified } = readJson(join(reports, "verify.json"));
  assert.deepEqual(
    verified.map((report) => report.verdict),
    [verdict],
  );

  const good = verdict === "trusted";
  const failures = countByXPath(join(reports, "junit.xml"), "//failure");
  assert.equal(failures === 0, good, `${failures} failures in junit.xml`);
  assert.ok(countByXPath(join(reports, "junit.xml"), "//testcase") > 5);

  const sarif = readJson(join(reports, "report.sarif"));
  assert.equal(sarif.version, "2.1.0");
  const errors = sarif.runs[0].results.filter(({ level }) => level === "error");
  assert.equal(
    errors.length === 0,
    good,
    `${errors.length} errors in report.sarif`,
  );

  assert.match(
    readFileSync(join(reports, "report.html"), "utf8"),
    /^<!doctype html>/i,
  );
}

function countByXPath(file, path) {
  return Number(runOk("xmllint", ["--xpath", `count(${path})`, file]));
}

/** No patch, and a report that says it was the key. */
export function expectNoPatchForWantOfAKey(out) {
  const { ok, problems } = readJson(join(out, "build.json"));
  assert.equal(ok, false);
  assert.match(problems[0].code, /^(?:CLI_)?KEY_/);
  assert.deepEqual(
    readdirSync(out).filter((name) => name.endsWith(".patch")),
    [],
  );
}

/** Nothing below the directory holds a line of one of the private keys. */
export function expectNoKeyIn(directory, keyFiles) {
  const lines = keyFiles.map((file) =>
    readFileSync(file, "utf8").split("\n").at(5),
  );
  for (const entry of readdirSync(directory, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, "latin1");
    for (const line of lines)
      assert.ok(!text.includes(line), `${path} holds a private key`);
  }
}
