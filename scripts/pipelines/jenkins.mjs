// The Jenkins pipeline: parsed by the Groovy that Jenkins uses, its stages run on this machine.
import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { runOk } from "./run.mjs";
import { testSystem } from "./scenarios.mjs";

const RUNNER = fileURLToPath(
  new URL("jenkins/declarative.groovy", import.meta.url),
);

await testSystem({
  template: "jenkins",
  // Declarative Pipeline has no grammar that could be had without a Jenkins; the runner refuses every word that it does not know.
  validate: () => {},
  pipeline,
});

function pipeline({ repository, work, id, role, key, imaKey, between }) {
  const workspace = join(work, "workspace");
  const archive = join(work, "archive");
  mkdirSync(archive);
  cpSync(repository, workspace, { recursive: true });
  const { failure, stages, published } = runJenkinsfile(work, workspace, {
    parameters: { PATCH_ID: id, PATCH_ROLE: role },
    credentials: {
      [`stx-patch-${role}-key`]: key,
      "stx-patch-ima-key": imaKey,
    },
    beforeStage: { Verify: between(join(workspace, "out"), workspace) },
    archive,
  });
  assert.ok(!existsSync(workspace), "the workspace is left");

  const statusOf = (stage) =>
    stages.includes(stage)
      ? failure?.stage === stage
        ? failure.status
        : 0
      : undefined;
  const verify = statusOf("Verify");
  assert.deepEqual(
    published,
    verify === undefined ? [] : [{ junit: "testsuites" }, { sarif: "2.1.0" }],
  );
  return {
    build: statusOf("Build and sign"),
    verify,
    out: join(archive, "out"),
  };
}

function runJenkinsfile(work, workspace, job) {
  const file = join(work, "run.json");
  writeFileSync(file, JSON.stringify(job));
  const stdout = runOk(
    "groovy",
    [RUNNER, join(workspace, "Jenkinsfile"), workspace, file],
    { env: { JAVA_HOME: javaHome() } },
  );
  return JSON.parse(stdout);
}

/** Debian's groovy looks for the default Java only; any will do. */
function javaHome() {
  const java = runOk("sh", ["-c", "command -v java"]).trim();
  return dirname(dirname(realpathSync(java)));
}
