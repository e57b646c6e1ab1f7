import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { runOk } from "./run.mjs";

/** Top of this repository. */
export const TOP = fileURLToPath(new URL("../..", import.meta.url));

/** A place of its own for everything that a test writes. */
export class Scratch {
  constructor() {
    this.path = mkdtempSync(join(tmpdir(), "stx-pipelines-"));
    this.keys = makeKeys(this.directory("keys"));
  }

  /** @param {string} name @returns {string} path of a new directory */
  directory(name) {
    const path = join(this.path, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Development keys as they are in the checkout, and the pair that plays the formal one in tests. */
function makeKeys(directory) {
  const path = (name) => join(directory, name);
  for (const folder of ["signing-keys", "packages/testkit/keys"])
    cpSync(join(TOP, folder), directory, { recursive: true });
  writeFileSync(path("empty.key"), "");
  return {
    dev: path("dev-private-key.pem"),
    formal: path("formal-test-private-key.pem"),
    formalCertificate: path("formal-test-certificate.pem"),
    ima: path("ima_signing_key.priv"),
    empty: path("empty.key"),
  };
}

/**
 * A repository as a user makes it from the template, committed.
 *
 * @param {Scratch} scratch
 * @param {string} template - github, gitlab, jenkins, zuul or docker
 * @param {string} name - of the directory
 * @returns {string} path
 */
export function makeRepository(scratch, template, name) {
  const path = join(scratch.path, name);
  runOk(join(TOP, "examples/ci/new.sh"), [template, path]);
  cpSync(scratch.keys.formalCertificate, join(path, "trust/formal.pem"));
  const git = (...args) =>
    runOk(
      "git",
      ["-c", "user.name=test", "-c", "user.email=test@localhost", ...args],
      { cwd: path },
    );
  git("init", "--quiet", "--initial-branch=main", ".");
  git("add", "--all");
  git("commit", "--quiet", "--message", "The template as it is");
  return path;
}
