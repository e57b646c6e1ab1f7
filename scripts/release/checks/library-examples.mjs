import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { ROOT } from "./scratch.mjs";

const PATCH = "STX_20.06_PATCH_0001.patch";
const UNTRUSTED = 3;

/**
 * Compiles the examples of `examples/library/` as somebody would who copied them into a project of his own, and runs each.
 *
 * @param {string} project - has the packages installed
 * @param {string} work - folder, made here
 * @returns {number} how many there are
 */
export function runLibraryExamples(project, work) {
  const folder = join(project, "library");
  cpSync(join(ROOT, "examples/library"), folder, {
    recursive: true,
    filter: (path) => !path.endsWith("/dist"),
  });
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  assert.match(run(project, 0, tsc, "-p", folder), /^$/);
  mkdirSync(work);
  const certificate = join(ROOT, "signing-keys/dev-certificate.pem");
  const example = (name, status, ...args) => {
    used.add(`${name}.ts`);
    return run(work, status, join(folder, "dist", `${name}.js`), ...args);
  };
  const used = new Set();

  assert.match(
    example("build", 0, join(ROOT, "examples"), join(ROOT, "signing-keys")),
    /STX_20\.06_PATCH_0001\.patch: \d+ bytes[^]*stx-worker-agent-.* for worker: files signed/,
  );
  assert.equal(example("verify", 0, certificate, PATCH), `${PATCH}: trusted\n`);
  damage(join(work, PATCH), join(work, "damaged.patch"));
  assert.match(
    example("verify", UNTRUSTED, certificate, PATCH, "damaged.patch"),
    /damaged\.patch: malformed\n {2}[A-Z_]+: /,
  );
  assert.match(
    example("inventory", 0, "worker", certificate, PATCH),
    /^patch,package,bytes\nSTX_20\.06_PATCH_0001,stx-worker-agent-[^,]+,\d+\n$/,
  );
  assert.equal(
    example("verify-anywhere", 0, certificate, PATCH),
    "STX_20.06_PATCH_0001: trusted\n",
  );
  const all = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  assert.deepEqual([...used].toSorted(), all.toSorted());
  return all.length;
}

function run(cwd, expected, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: "utf8",
  });
  assert.equal(status, expected, `${args.join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

function damage(from, to) {
  const bytes = readFileSync(from);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(to, bytes);
}
