import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { run, toolAvailable, withTempDir } from "@stx-patch/testkit";

/** Calls that look at files, or at what kind of thing standard input and output are, and change nothing. */
const LOOKING = new Set([
  "access",
  "faccessat",
  "faccessat2",
  "fstat",
  "fstatfs",
  "getcwd",
  "getsockname",
  "getsockopt",
  "lstat",
  "newfstatat",
  "readlink",
  "readlinkat",
  "stat",
  "statfs",
  "statx",
]);
/** What the end of a process and of its threads looks like. */
const ENDING = new Set(["exit", "exit_group"]);
const OPENING = new Set(["open", "openat", "openat2"]);
const WRITING = /O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)/;

/** Whether strace is there and the kernel lets it trace. */
export function canTrace(): boolean {
  if (!toolAvailable("strace")) return false;
  return spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;
}

/** Exit status of a traced program, and its calls that do more than look and read. */
export interface Trace {
  readonly status: number | null;
  /** Number of all traced calls: without any, nothing was traced. */
  readonly calls: number;
  readonly deeds: readonly string[];
}

/** Runs a program and notes what it asks the kernel for: network, files, processes. */
export function trace(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<Trace> {
  return withTempDir(async (folder) => {
    const log = join(folder, "calls");
    const { status } = await run(
      "strace",
      [
        ...["-f", "-e", "trace=network,file,process", "-o", log],
        ...[command, ...args],
      ],
      { cwd },
    );
    const calls = callsIn(await readFile(log, "utf8"));
    // The first one starts the program itself.
    return {
      status,
      calls: calls.length,
      deeds: calls.slice(1).filter(isDeed),
    };
  });
}

/** One text a call, without the number of the thread; the second halves of interrupted calls say nothing new. */
function callsIn(log: string): string[] {
  return log
    .split("\n")
    .map((line) => line.replace(/^\d+ +/, ""))
    .filter((line) => /^[a-z]\w*\(/.test(line));
}

function isDeed(call: string): boolean {
  const name = call.slice(0, call.indexOf("("));
  if (LOOKING.has(name) || ENDING.has(name)) return false;
  if (OPENING.has(name)) return WRITING.test(call);
  // A thread of this process is no program.
  if (name === "clone" || name === "clone3")
    return !call.includes("CLONE_THREAD");
  return true;
}
