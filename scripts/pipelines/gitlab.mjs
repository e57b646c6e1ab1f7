// The GitLab template: GitLab's own JSON schema, and the jobs, by gitlab-ci-local.
import { createRequire } from "node:module";
import { join } from "node:path";

import { run, runOk } from "./run.mjs";
import { testSystem } from "./scenarios.mjs";

const require = createRequire(import.meta.url);
const RUNNER = [
  "--import",
  new URL("set-methods.mjs", import.meta.url).href,
  require.resolve("gitlab-ci-local"),
];

await testSystem({
  template: "gitlab",
  // The schema is checked at every start; --preview also resolves includes and inputs.
  validate: (repository) => {
    beAClone(repository);
    runOk(process.execPath, [...RUNNER, "--preview"], { cwd: repository });
  },
  pipeline,
});

function pipeline({ repository, id, role, key, imaKey, between }) {
  beAClone(repository);
  const prefix = role === "dev" ? "check" : "release";
  const predefined =
    role === "dev"
      ? { CI_PIPELINE_SOURCE: "merge_request_event", CI_PIPELINE_IID: "42" }
      : { CI_PIPELINE_SOURCE: "push", CI_COMMIT_TAG: id };
  const variables = {
    ...predefined,
    PATCH_KEY_FILE: key,
    PATCH_IMA_KEY_FILE: imaKey,
  };
  const job = (name) =>
    runJob(repository, `${prefix}-${name}`, variables, predefined);
  const artifacts = (name) =>
    join(repository, ".gitlab-ci-local/artifacts", `${prefix}-${name}`, "out");

  const build = job("build");
  if (build !== 0) return { build, verify: undefined, out: artifacts("build") };
  const [program, ...args] = between(artifacts("build"), repository);
  runOk(program, args);
  return { build, verify: job("verify"), out: artifacts("verify") };
}

/** Exit status of the job's script; throws when the job did not come so far. */
function runJob(repository, name, variables, predefined) {
  const { status, stdout, stderr } = run(
    process.execPath,
    [
      ...RUNNER,
      ...["--force-shell-executor", "--shell-isolation"],
      ...["--home", repository],
      `--ignore-predefined-vars=${Object.keys(predefined).join(",")}`,
      ...Object.entries(variables).flatMap(([variable, value]) => [
        "--variable",
        `${variable}=${value}`,
      ]),
      name,
    ],
    { cwd: repository, env: { NO_COLOR: "1", FORCE_COLOR: "0" } },
  );
  if (status === 0) return 0;
  const failed = new RegExp(`^ *${name} +finished in .* FAIL (\\d+)`, "m").exec(
    `${stdout}\n${stderr}`,
  );
  if (failed === null) throw new Error(`${name}: ${stdout}${stderr}`);
  return Number(failed[1]);
}

/** gitlab-ci-local asks git where the project comes from. */
function beAClone(repository) {
  const origin = "git@gitlab.example.com:patches/patches.git";
  const git = (...args) => runOk("git", args, { cwd: repository });
  git("remote", "add", "origin", origin);
  git("update-ref", "refs/remotes/origin/main", "HEAD");
  git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
}
