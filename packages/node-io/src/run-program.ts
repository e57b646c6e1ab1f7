import { spawn, type ChildProcess } from "node:child_process";

import { safeText } from "@stx-patch/core";

import { IoError } from "./error.js";

/** A program to run, and what it may do. */
export interface ProgramCall {
  /** What to call it in messages. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly input?: Uint8Array | string | undefined;
  readonly timeoutMs: number;
  /** Of its standard output. */
  readonly maxOutputBytes: number;
  /** Asked several times a second; an error ends the program. */
  readonly watch?: (() => Promise<void>) | undefined;
}

/** What a program left behind when it ended by itself. */
export interface ProgramResult {
  /** Exit status, or the signal that ended it. */
  readonly status: number | string;
  readonly stdout: Buffer;
  /** The last lines of its standard error, on one line, safe to show; empty when it said nothing. */
  readonly said: string;
}

const MAX_ERROR_BYTES = 4096;
const SHOWN_LINES = 5;
const WATCH_MS = 200;

/** Processes that a signal to ours must not leave behind. */
const running = new Set<ChildProcess>();
let endsAllOnExit = false;

/**
 * Runs a program without a shell, in a process group of its own: when its time is over, or its output too long, all of the group
 * is ended. It has no terminal, so it cannot ask anybody anything.
 *
 * @throws IoError IO_PROGRAM_UNAVAILABLE, IO_PROGRAM_TIMEOUT, IO_PROGRAM_OUTPUT; what the watch throws
 */
export async function runProgram(call: ProgramCall): Promise<ProgramResult> {
  const child = spawn(call.program, call.args, {
    cwd: call.cwd,
    env: definedOnly(call.env ?? process.env),
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  track(child);
  const stdout: Buffer[] = [];
  let stdoutBytes = 0;
  let stderr = Buffer.alloc(0);
  try {
    const status = await new Promise<number | string>((resolve, reject) => {
      child.on("error", (cause) => {
        reject(unavailable(call, cause));
      });
      child.on("close", (code, signal) => {
        resolve(code ?? signal ?? "unknown");
      });
      child.stdout.on("data", (chunk: Buffer) => {
        stdoutBytes += chunk.length;
        if (stdoutBytes <= call.maxOutputBytes) stdout.push(chunk);
        else reject(tooLong(call));
      });
      child.stderr.on("data", (chunk: Buffer) => {
        stderr = Buffer.concat([stderr, chunk]).subarray(-MAX_ERROR_BYTES);
      });
      // A program that stops reading early tells more by what it says and how it ends.
      child.stdin.on("error", () => undefined);
      child.stdin.end(call.input);
      endWhenDue(child, call, reject);
    });
    return { status, stdout: Buffer.concat(stdout), said: shown(stderr) };
  } catch (error) {
    endGroup(child);
    child.stdout.destroy();
    child.stderr.destroy();
    throw error;
  } finally {
    running.delete(child);
  }
}

/** Ends the waiting when the time is over, or when the caller's watch finds something. */
function endWhenDue(
  child: ChildProcess,
  { name, timeoutMs, watch }: ProgramCall,
  reject: (reason: unknown) => void,
): void {
  const timer = setTimeout(() => {
    reject(
      new IoError(
        "IO_PROGRAM_TIMEOUT",
        `${name}: no answer within ${timeoutMs / 1000} s`,
      ),
    );
  }, timeoutMs);
  const watcher =
    watch === undefined
      ? undefined
      : setInterval(() => void watch().catch(reject), WATCH_MS);
  const stop = (): void => {
    clearTimeout(timer);
    clearInterval(watcher);
  };
  child.once("close", stop);
  child.once("error", stop);
}

/** Every process that the program started and did not put elsewhere. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left, which is what was wanted.
  }
}

function track(child: ChildProcess): void {
  if (!endsAllOnExit) process.once("exit", endAll);
  endsAllOnExit = true;
  running.add(child);
}

function endAll(): void {
  for (const child of running) endGroup(child);
}

function definedOnly(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

function shown(stderr: Buffer): string {
  return stderr
    .toString("utf8")
    .split("\n")
    .map((line) => safeText(line.trim()))
    .filter((line) => line !== "")
    .slice(-SHOWN_LINES)
    .join("; ");
}

function unavailable(
  { name, program }: ProgramCall,
  cause: Error & { code?: unknown },
): IoError {
  const why = typeof cause.code === "string" ? cause.code : "";
  return new IoError(
    "IO_PROGRAM_UNAVAILABLE",
    `${name}: ${program} cannot be started (${why})`,
    { cause },
  );
}

function tooLong({ name, maxOutputBytes }: ProgramCall): IoError {
  return new IoError(
    "IO_PROGRAM_OUTPUT",
    `${name}: the answer is longer than ${maxOutputBytes} bytes`,
  );
}
