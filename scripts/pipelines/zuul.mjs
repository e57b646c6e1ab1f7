// The Zuul roles and playbooks, run by Ansible on this machine; Zuul's own vocabulary only as far as the files name each other.
import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { parse } from "yaml";

import { run, runOk } from "./run.mjs";
import { testSystem } from "./scenarios.mjs";

const HERE = fileURLToPath(new URL("zuul", import.meta.url));
const PLAYBOOKS = ["run", "post"].map(
  (name) => `playbooks/stx-patch/${name}.yaml`,
);

await testSystem({ template: "zuul", validate, pipeline });

function validate(repository) {
  expectNamesToBeThere(repository);
  for (const playbook of PLAYBOOKS)
    runOk("ansible-playbook", ["--syntax-check", "-i", "builder,", playbook], {
      cwd: repository,
      env: environmentOf(repository),
    });
}

/** Jobs name playbooks, and the project names jobs. */
function expectNamesToBeThere(repository) {
  const read = (name) =>
    parse(readFileSync(join(repository, "zuul.d", name), "utf8"));
  const jobs = read("jobs.yaml").map(({ job }) => job);
  for (const job of jobs)
    for (const playbook of [job.run, job["post-run"] ?? job.run])
      assert.ok(existsSync(join(repository, playbook)), playbook);
  const [{ project }] = read("project.yaml");
  const names = jobs.map(({ name }) => name);
  for (const { jobs: used } of Object.values(project))
    for (const name of used) assert.ok(names.includes(name), name);
}

function pipeline({ repository, work, id, role, key, imaKey, between }) {
  const memory = join(work, "memory");
  mkdirSync(memory);
  const out = join(repository, "out");
  // Beside the keys, because they are in it.
  const variables = join(dirname(key), "variables.json");
  writeFileSync(
    variables,
    JSON.stringify(
      variablesOf({ repository, work, memory, id, role, key, imaKey }),
    ),
  );
  const play = (playbook) =>
    runPlaybook(repository, work, playbook, {
      variables,
      beforeVerify: between(out, repository),
    });
  const statuses = play(PLAYBOOKS[0]);
  assert.deepEqual(readdirSync(memory), [], "keys are left");
  play(PLAYBOOKS[1]);
  return {
    build: statuses["Build and sign"],
    verify: statuses.Verify,
    out: join(work, "zuul-output/artifacts/stx-patch"),
  };
}

/** What Zuul gives a job: its own variables, those of the job, and the decrypted secret. */
function variablesOf({ repository, work, memory, id, role, key, imaKey }) {
  return {
    zuul: { project: { src_dir: repository }, build: "0".repeat(32), tag: id },
    ansible_user_dir: work,
    stx_patch_id: id,
    stx_patch_role: role,
    stx_patch_private_dir: memory,
    stx_patch_secret: {
      key: readFileSync(key, "utf8"),
      ima_key: readFileSync(imaKey, "utf8"),
    },
  };
}

/** Exit status of each command by the name of its task. */
function runPlaybook(repository, work, playbook, { variables, beforeVerify }) {
  const file = join(work, "statuses");
  writeFileSync(file, "");
  mkdirSync(join(work, "zuul-output/artifacts"), { recursive: true });
  const { status, stdout, stderr } = run(
    "ansible-playbook",
    ["-i", "builder,", "-c", "local", "-e", `@${variables}`, playbook],
    {
      cwd: repository,
      env: {
        ...environmentOf(repository),
        STATUSES: file,
        BEFORE_TASK: JSON.stringify({ name: "Verify", command: beforeVerify }),
      },
    },
  );
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  const statuses = Object.fromEntries(
    lines
      .map((line) => JSON.parse(line))
      .map(({ task, status }) => [task, status]),
  );
  const failed = Object.values(statuses).some((each) => each !== 0);
  assert.equal(status !== 0, failed, `${playbook}: ${stdout}${stderr}`);
  return statuses;
}

function environmentOf(repository) {
  return {
    ANSIBLE_ROLES_PATH: join(repository, "roles"),
    ANSIBLE_LIBRARY: join(HERE, "library"),
    ANSIBLE_CALLBACK_PLUGINS: join(HERE, "callback"),
    ANSIBLE_LOCALHOST_WARNING: "false",
    ANSIBLE_NOCOLOR: "1",
    // The playbooks need no fact but ansible_user_dir, which is given.
    ANSIBLE_GATHERING: "explicit",
    ANSIBLE_PIPELINING: "1",
  };
}
