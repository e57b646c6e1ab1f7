// The GitHub action and workflow: GitHub's own parser and expression evaluator, and every step that has a command.
import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { expand } from "./github/expressions.mjs";
import { loadParser } from "./github/parser.mjs";
import { runJob } from "./github/run-job.mjs";
import { runOk } from "./run.mjs";
import { testSystem } from "./scenarios.mjs";

const WORKFLOW = ".github/workflows/patch.yml";
const ACTION = ".github/actions/stx-patch/action.yml";

const parser = await loadParser();
await testSystem({ template: "github", validate, pipeline });

function validate(repository) {
  expectValid(repository, "workflow", WORKFLOW);
  expectValid(repository, "action", ACTION);
  const workflow = readYaml(repository, WORKFLOW);
  expectPinned(workflow);
  expectFewPermissions(workflow);
  expectNoTextInCommands(workflow, readYaml(repository, ACTION));
}

function expectValid(repository, kind, name) {
  const content = readFileSync(join(repository, name), "utf8");
  assert.deepEqual(parser.errorsIn(kind, name, content), [], name);
}

/** A tag can be moved to other code, a commit cannot. */
function expectPinned({ jobs }) {
  const used = Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap(({ uses }) => uses ?? []),
  );
  assert.ok(used.length > 5);
  for (const name of used)
    assert.match(name, /^(?:\.\/|[\w./-]+@[0-9a-f]{40}$)/);
}

/** Nothing for the workflow; what a job asks for, it has to be known here. */
function expectFewPermissions({ permissions, jobs }) {
  assert.deepEqual(permissions, {});
  assert.deepEqual(jobs.build.permissions, { contents: "read" });
  assert.deepEqual(jobs.verify.permissions, {
    contents: "read",
    "security-events": "write",
  });
}

/** Whoever names a branch must not write shell. */
function expectNoTextInCommands({ jobs }, { runs }) {
  const steps = [...Object.values(jobs), runs].flatMap((part) => part.steps);
  for (const { run } of steps) assert.doesNotMatch(run ?? "", /\$\{\{/);
}

function pipeline({ repository, work, id, role, key, imaKey, between }) {
  const { jobs } = readYaml(repository, WORKFLOW);
  const contexts = {
    github: eventOf(role, id),
    secrets: {
      STX_PATCH_KEY: readFileSync(key, "utf8"),
      STX_PATCH_IMA_KEY: readFileSync(imaKey, "utf8"),
    },
    needs: {},
  };
  const store = join(work, "artifacts");
  const actions = standIns(repository, store);
  const environment = expand(jobs.build.environment, contexts);
  assert.equal(
    environment,
    role === "dev" ? "development-signing" : "formal-signing",
  );

  const build = runJob(jobs.build, contexts, actions, join(work, "build"));
  const out = join(store, "patch");
  if (build.status !== 0)
    return { build: build.status, verify: undefined, out };
  expectOutputs(build.outputs, out, id);
  const [program, ...args] = between(out, repository);
  runOk(program, args);
  const workspace = join(work, "verify");
  const { status } = runJob(
    jobs.verify,
    { ...contexts, secrets: {} },
    actions,
    workspace,
  );
  expectUploaded(store);
  return { build: build.status, verify: status, out: join(workspace, "out") };
}

function eventOf(role, id) {
  const event =
    role === "dev"
      ? { event_name: "pull_request", ref_type: "branch", ref_name: "42/merge" }
      : { event_name: "push", ref_type: "tag", ref_name: id };
  return {
    ...event,
    ref: `refs/x/${event.ref_name}`,
    server_url: "https://github.example.com",
    repository: "patches/patches",
    workflow_ref: `patches/patches/${WORKFLOW}@refs/heads/main`,
    run_id: 4242,
    run_attempt: 1,
    run_number: 42,
    event: { pull_request: { head: { repo: { fork: false } } } },
  };
}

/** GitHub's own actions, as far as the files go. */
function standIns(repository, store) {
  const files = (from, to) => {
    assert.ok(
      existsSync(from) && readdirSync(from).length > 0,
      `${from} is missing`,
    );
    cpSync(from, to, { recursive: true });
  };
  return {
    "actions/checkout": ({ workspace }) => files(repository, workspace),
    "actions/setup-node": () => {},
    "actions/upload-artifact": ({ with: { name, path }, workspace }) =>
      files(join(workspace, path), join(store, name)),
    "actions/download-artifact": ({ with: { name, path }, workspace }) =>
      files(join(store, name), join(workspace, path)),
    "github/codeql-action/upload-sarif": ({
      with: { sarif_file },
      workspace,
    }) =>
      cpSync(join(workspace, sarif_file), join(store, "code-scanning.sarif")),
  };
}

function expectOutputs({ id: named, sha256 }, out, id) {
  assert.equal(named, id);
  const built = JSON.parse(readFileSync(join(out, "build.json"), "utf8"));
  assert.equal(sha256, built.sha256);
}

function expectUploaded(store) {
  assert.ok(existsSync(join(store, "reports/junit.xml")));
  assert.ok(existsSync(join(store, "code-scanning.sarif")));
}

function readYaml(repository, name) {
  return parse(readFileSync(join(repository, name), "utf8"));
}
