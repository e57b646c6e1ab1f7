// The script that all templates call, at a desk: shellcheck, a claimed id, a key in a pipe, and what it says to a wrong environment.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expectNoKeyIn, expectPatch, expectReports } from "./expectations.mjs";
import { makeRepository, Scratch, TOP } from "./repository.mjs";
import { run, runOk } from "./run.mjs";

const scratch = new Scratch();
try {
  checkShell();
  const repository = makeRepository(scratch, "jenkins", "desk");
  claimAnId(repository);
  hideKeysFromTheEnvironment(repository);
  refuseOtherFilesBesideIt(repository);
  logNothingThatIsTakenForACommand(repository);
  refuseAWrongEnvironment(repository);
  refuseADirectoryInUse(repository);
} finally {
  scratch.remove();
}

function checkShell() {
  const scripts = ["pipeline.sh", "new.sh"].map((name) =>
    join(TOP, "examples/ci", name),
  );
  runOk("shellcheck", scripts);
  console.log("shell: shellcheck has nothing to say");
}

function pipeline(repository, args, environment) {
  return run("ci/pipeline.sh", args, {
    cwd: repository,
    env: { PATCH_ROLE: "dev", ...environment },
  });
}

function claimAnId(repository) {
  const { status, stdout, stderr } = pipeline(repository, ["all"], {
    PATCH_ID_REGISTER: "patch-ids",
    PATCH_ID_PREFIX: "STX",
    PATCH_KEY: readFileSync(scratch.keys.dev, "utf8"),
    PATCH_IMA_KEY: readFileSync(scratch.keys.ima, "utf8"),
  });
  assert.equal(status, 0, stderr);
  const out = join(repository, "out");
  expectPatch(out, { id: "STX_20.06_PATCH_0001", role: "dev" });
  expectReports(out, "trusted");
  expectNoKeyIn(repository, [scratch.keys.dev, scratch.keys.ima]);
  assert.match(stdout, /^verified /m);
  console.log("shell: an id is claimed, and keys out of variables are used");
}

/** A tool that prints what it finds in its environment instead of building. */
function hideKeysFromTheEnvironment(repository) {
  const tools = join(scratch.path, "environment.mjs");
  writeFileSync(tools, "console.log(JSON.stringify({ path: process.env }));");
  const environment = {
    PATCH_ID: "X_0001",
    PATCH_OUT: "environment",
    PATCH_TOOLS: tools,
    PATCH_KEY: readFileSync(scratch.keys.dev, "utf8"),
    PATCH_IMA_KEY: readFileSync(scratch.keys.ima, "utf8"),
    STX_PATCH_KEY: scratch.keys.formal,
    STX_PATCH_KEY_PASSPHRASE: "passes",
  };
  assert.equal(pipeline(repository, ["build"], environment).status, 0);
  const seen = JSON.parse(
    readFileSync(join(repository, "environment/build.json"), "utf8"),
  ).path;
  assert.deepEqual(
    Object.keys(seen).filter((name) => /^(?:STX_)?PATCH_.*KEY/.test(name)),
    ["STX_PATCH_KEY_PASSPHRASE"],
  );
  expectNoKeyIn(repository, [scratch.keys.dev, scratch.keys.ima]);
  console.log("shell: what is started finds no key in its environment");
}

/** The patch as such is still trusted; the log names what is not. */
function refuseOtherFilesBesideIt(repository) {
  const patch = join(repository, "out/STX_20.06_PATCH_0001.patch");
  for (const suffix of ["intoto.json", "cdx.json", "spdx.json"]) {
    const file = `${patch}.${suffix}`;
    const content = readFileSync(file);
    const verify = () => pipeline(repository, ["verify"], {});
    writeFileSync(file, "{}");
    const changed = verify();
    assert.equal(changed.status, 2, suffix);
    assert.match(changed.stderr, /^ {2}(?:ATTEST|SBOM)_[A-Z_]+ "/m);
    rmSync(file);
    const missing = verify();
    assert.equal(missing.status, 5, suffix);
    assert.match(missing.stderr, /IO_NOT_FOUND/);
    writeFileSync(file, content);
  }
  console.log(
    "shell: SBOM or provenance that was changed or is missing is noticed",
  );
}

/** A patch from elsewhere, whose name tries to give the CI a command. */
function logNothingThatIsTakenForACommand(repository) {
  const name = "x\n::add-mask::y\u001b[31m.patch";
  writeFileSync(join(repository, name), "no patch");
  const { status, stderr } = pipeline(repository, ["verify", name], {});
  assert.equal(status, 2);
  expectReports(join(repository, "out"), "malformed");
  assert.doesNotMatch(stderr, /^::/m);
  assert.ok(!stderr.includes("\u001b"));
}

function refuseAWrongEnvironment(repository) {
  const key = {
    PATCH_KEY_FILE: scratch.keys.dev,
    PATCH_IMA_KEY_FILE: scratch.keys.ima,
  };
  const refusals = [
    ["no id", 1, key],
    ["no role", 1, { ...key, PATCH_ID: "X_0001", PATCH_ROLE: "" }],
    ["a role with a path in it", 1, { PATCH_ROLE: "../trust/dev" }],
    ["a role without anchor", 1, { ...key, PATCH_ROLE: "other" }],
    [
      "a key of another role",
      4,
      { ...key, PATCH_ID: "X_0001", PATCH_ROLE: "formal" },
    ],
    [
      "no key for the files",
      4,
      { PATCH_ID: "X_0001", PATCH_KEY_FILE: scratch.keys.dev },
    ],
    // Another key in the environment is no substitute.
    [
      "no key",
      4,
      { PATCH_ID: "X_0001", PATCH_IMA: "no", STX_PATCH_KEY: scratch.keys.dev },
    ],
  ];
  for (const [what, expected, environment] of refusals) {
    const { status, stderr } = pipeline(repository, ["all"], environment);
    assert.equal(status, expected, `${what}: ${stderr}`);
    assert.ok(!existsSync(join(repository, "out/X_0001.patch")), what);
  }
  console.log(`shell: ${refusals.length} wrong environments are refused`);
}

function refuseADirectoryInUse(repository) {
  const { status, stderr } = run(join(TOP, "examples/ci/new.sh"), [
    "github",
    repository,
  ]);
  assert.equal(status, 1);
  assert.match(stderr, /is not empty/);
}
