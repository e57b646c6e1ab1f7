import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { run } from "../run.mjs";
import { expand, holds } from "./expressions.mjs";

/**
 * Runs the steps of one job as a runner does, with stand-ins for GitHub's own actions.
 *
 * @param {object} job - of the workflow
 * @param {Record<string, unknown>} contexts - github, secrets and needs
 * @param {Record<string, (step: { with: Record<string, string>, workspace: string }) => void>} actions - stand-ins by name
 * @param {string} workspace
 * @returns {{ status: number, outputs: Record<string, string> }} status of the first step that failed, or 0
 */
export function runJob(job, contexts, actions, workspace) {
  mkdirSync(workspace, { recursive: true });
  const known = { ...contexts, steps: {} };
  known.env = expandAll(job.env, known);
  const status = runSteps(job.steps, known, actions, workspace);
  return { status, outputs: expandAll(job.outputs, known) };
}

function runSteps(steps, contexts, actions, workspace) {
  let status = 0;
  for (const step of steps) {
    if (!holds(step.if, contexts, status !== 0)) continue;
    const result =
      step.run === undefined
        ? runAction(step, contexts, actions, workspace)
        : runShell(step, contexts, workspace);
    if (step.id !== undefined)
      contexts.steps[step.id] = { outputs: result.outputs };
    if (status === 0) status = result.status;
  }
  return status;
}

function runShell(step, contexts, workspace) {
  const output = join(workspace, "..", `output-${String(Math.random())}`);
  writeFileSync(output, "");
  const { status, stdout, stderr } = run(
    "bash",
    // What "shell: bash" means.
    [
      "--noprofile",
      "--norc",
      "-eo",
      "pipefail",
      "-c",
      expand(step.run, contexts),
    ],
    {
      cwd: workspace,
      env: {
        ...contexts.env,
        ...expandAll(step.env, contexts),
        GITHUB_OUTPUT: output,
        GITHUB_WORKSPACE: workspace,
      },
    },
  );
  if (status !== 0 && process.env.VERBOSE) console.error(stdout, stderr);
  return { status, outputs: readOutputs(output) };
}

/** `./…` is a composite action of the repository; anything else has a stand-in. */
function runAction(step, contexts, actions, workspace) {
  const inputs = expandAll(step.with, contexts);
  if (!step.uses.startsWith("./")) {
    const name = step.uses.split("@")[0];
    if (actions[name] === undefined) throw new Error(`no stand-in for ${name}`);
    actions[name]({ with: inputs, workspace });
    return { status: 0, outputs: {} };
  }
  const file = join(workspace, step.uses, "action.yml");
  if (!existsSync(file)) throw new Error(`${file} was not checked out`);
  const action = parse(readFileSync(file, "utf8"));
  const own = {
    github: contexts.github,
    env: contexts.env,
    inputs: withDefaults(action.inputs, inputs, step.uses),
    steps: {},
  };
  const status = runSteps(action.runs.steps, own, actions, workspace);
  return { status, outputs: expandAll(valuesOf(action.outputs), own) };
}

function withDefaults(declared, given, name) {
  for (const input of Object.keys(given))
    if (declared[input] === undefined)
      throw new Error(`${name} has no input ${input}`);
  return Object.fromEntries(
    Object.entries(declared).map(([input, { required, default: value }]) => {
      const found = given[input] ?? value;
      if (found === undefined && required)
        throw new Error(`${name} needs ${input}`);
      return [input, found ?? ""];
    }),
  );
}

function valuesOf(outputs) {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { value }]) => [name, value]),
  );
}

function expandAll(texts, contexts) {
  return Object.fromEntries(
    Object.entries(texts ?? {}).map(([name, text]) => [
      name,
      expand(text, contexts),
    ]),
  );
}

function readOutputs(file) {
  return Object.fromEntries(
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
}
