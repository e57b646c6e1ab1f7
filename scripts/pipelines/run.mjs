import { spawnSync } from "node:child_process";

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, input?: string }} [options] - `env` is added to this process's
 * @returns {{ status: number, stdout: string, stderr: string }}
 */
export function run(program, args, { cwd, env, input } = {}) {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    input: input ?? "",
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: 300_000,
  });
  if (error !== undefined) throw error;
  if (status === null)
    throw new Error(`${program} was ended by ${String(signal)}`);
  return { status, stdout, stderr };
}

/** The same for a program that has to succeed; what it printed to stdout. */
export function runOk(program, args, options) {
  const { status, stdout, stderr } = run(program, args, options);
  if (status !== 0)
    throw new Error(
      `${program} ${args.join(" ")}: exit status ${status}\n${stdout}${stderr}`,
    );
  return stdout;
}
