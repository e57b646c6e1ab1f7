import { spawn } from "node:child_process";

/** What a child process left behind. */
export interface RunResult {
  /** Exit code, or null when a signal ended the process. */
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Options of {@link run}. */
export interface RunOptions {
  readonly cwd?: string;
  /** Added to the test's own environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Written to standard input, which is then closed. */
  readonly input?: Uint8Array | string;
}

/** Runs a program without a shell and waits for it. Rejects only when it cannot be started. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  // A child that stops reading early (EPIPE) tells more by its exit code.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return {
    status,
    stdout: Buffer.concat(stdout),
    stderr: Buffer.concat(stderr).toString(),
  };
}

/** Like {@link run}, but a failure of the program is an error that shows what it said. */
export async function runOk(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const result = await run(command, args, options);
  if (result.status === 0) return result;
  throw new Error(
    [
      `${command} ${args.join(" ")}: exit ${String(result.status)}`,
      result.stderr,
      result.stdout.toString(),
    ].join("\n"),
  );
}
