// The Dockerfile: linted, built without a network, and its image used as a CI job would. There is no engine and no registry here, so buildah builds it, on a base of this
// machine's own Node; that the digest in the file can be pulled is not shown.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { validate } from "dockerfile-utils";

import { Buildah } from "./docker/buildah.mjs";
import { expectPatch, expectReports } from "./expectations.mjs";
import { makeRepository, Scratch } from "./repository.mjs";
import { runOk } from "./run.mjs";

const scratch = new Scratch();
try {
  const repository = makeRepository(scratch, "docker", "image");
  lint(readFileSync(join(repository, "Dockerfile"), "utf8"));
  const buildah = new Buildah(scratch.directory("images"));
  const base = `--build-arg=NODE_IMAGE=${buildah.makeBase()}`;
  refuseABaseWithoutDigest(buildah, repository);
  leaveKeysOut(buildah, repository);
  build(buildah, repository, base);
  useIt(buildah, repository);
} finally {
  scratch.remove();
}

function lint(dockerfile) {
  assert.deepEqual(validate(dockerfile), []);
  const [, base] = /^ARG NODE_IMAGE=(.*)$/m.exec(dockerfile);
  assert.match(base, /^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  console.log("docker: the Dockerfile is valid, its base has a digest");
}

function refuseABaseWithoutDigest(buildah, repository) {
  const { status, stderr } = buildah.build(
    repository,
    "localhost/refused",
    "--build-arg=NODE_IMAGE=localhost/node",
  );
  assert.notEqual(status, 0);
  assert.match(stderr, /NODE_IMAGE has to end in @sha256:/);
  console.log("docker: a base without digest is refused");
}

/** What a build can see of the repository, with a key that somebody left in it. */
function leaveKeysOut(buildah, repository) {
  writeFileSync(join(repository, "ci/tools/key.pem"), "a key");
  writeFileSync(join(repository, "key.pem"), "a key");
  const everything = join(scratch.path, "Everything.dockerfile");
  writeFileSync(everything, "FROM localhost/node\nCOPY . /context\n");
  const built = buildah.build(
    repository,
    "localhost/context",
    "-f",
    everything,
  );
  assert.equal(built.status, 0, built.stderr);
  const script =
    'console.log(require("node:fs").readdirSync("/context", { recursive: true }).sort().join(" "))';
  const { stdout } = buildah.run("localhost/context", ["node", "-e", script]);
  assert.equal(
    stdout.trim(),
    "ci ci/pipeline.sh ci/tools ci/tools/stx-patch.mjs",
  );
  console.log("docker: nothing but the tools is in reach of a build");
}

function build(buildah, repository, base) {
  const { status, stderr } = buildah.build(
    repository,
    "localhost/stx-patch",
    base,
  );
  assert.equal(status, 0, stderr);
  const { User: user, Cmd: command } = buildah.configOf("localhost/stx-patch");
  assert.equal(user, "1000:1000");
  const help = buildah.run("localhost/stx-patch", command);
  assert.equal(help.status, 0, help.stderr);
  console.log(
    "docker: the image builds without a network, its user is not root",
  );
}

/** As a job would: the repository at /work, the keys of the secret store in variables. */
function useIt(buildah, repository) {
  runOk("chown", ["-R", "1000:1000", repository]);
  const id = "STX_20.06_PATCH_0001";
  const env = {
    PATCH_ID: id,
    PATCH_ROLE: "dev",
    PATCH_KEY: readFileSync(scratch.keys.dev, "utf8"),
    PATCH_IMA_KEY: readFileSync(scratch.keys.ima, "utf8"),
  };
  const { status, stderr } = buildah.run(
    "localhost/stx-patch",
    ["pipeline.sh", "all"],
    { mount: repository, env },
  );
  assert.equal(status, 0, stderr);
  const out = join(repository, "out");
  expectPatch(out, { id, role: "dev" });
  expectReports(out, "trusted");
  console.log(
    "docker: a patch is built and verified in the image, by its user and without a network",
  );
}
