import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";
import { waitUntil, withTempDir } from "@stx-patch/testkit";

import { IoError } from "../src/error.js";
import { runProgram, type ProgramCall } from "../src/run-program.js";

function shell(script: string, more: Partial<ProgramCall> = {}): ProgramCall {
  return {
    name: "the program",
    program: "sh",
    args: ["-c", script],
    timeoutMs: 10_000,
    maxOutputBytes: 1000,
    ...more,
  };
}

/** A process that nobody waited for yet does not run any more. */
async function runs(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return status !== "" && !/\) [ZX] /.test(status);
}

describe("a program that answers", () => {
  it("gets its input and gives status and output", async () => {
    const call = shell("cat; echo bad >&2; exit 3", { input: "hello" });
    const { status, stdout, said } = await runProgram(call);
    expect([status, stdout.toString(), said]).toEqual([3, "hello", "bad"]);
  });

  it("may end without reading its input", async () => {
    const input = "x".repeat(1 << 20);
    expect(await runProgram(shell("exit 0", { input }))).toMatchObject({
      status: 0,
    });
  });

  it("sees the environment that it was given, and nothing else", async () => {
    const env = { PATH: process.env["PATH"], A: "1", B: undefined };
    const { stdout } = await runProgram(shell("echo $A-$B-$HOME", { env }));
    expect(stdout.toString()).toBe("1--\n");
  });

  it("has no terminal to ask on", async () => {
    const { status } = await runProgram(shell("exec < /dev/tty"));
    expect(status).not.toBe(0);
  });
});

describe("what a program says when it fails", () => {
  it("is the end of it, without anything that a terminal would obey", async () => {
    const script = String.raw`i=0; while [ $i -lt 9 ]; do echo "line $i" >&2; i=$((i+1)); done; printf '\033[2Jboom\n' >&2`;
    const { said } = await runProgram(shell(script));
    expect(said).toBe(String.raw`line 5; line 6; line 7; line 8; \x1b[2Jboom`);
  });

  it("is bounded", async () => {
    const { said } = await runProgram(
      shell("head -c 1000000 /dev/zero | tr '\\0' x >&2"),
    );
    expect(said.length).toBeLessThan(5000);
  });
});

describe("a program that is not there", () => {
  it.each(["/nonexistent/program", "/", "no-such-program-anywhere"])(
    "%s: IO_PROGRAM_UNAVAILABLE",
    async (program) => {
      await expect(runProgram(shell("", { program }))).rejects.toMatchObject({
        code: "IO_PROGRAM_UNAVAILABLE",
      });
    },
  );
});

describe("a program that does not come to an end", () => {
  it("is ended with all that it started: IO_PROGRAM_TIMEOUT", async () => {
    await withTempDir(async (cwd) => {
      const script = "sleep 60 & echo $! > pid; wait";
      await expect(
        // Time enough for the shell to begin, also on a busy machine.
        runProgram(shell(script, { cwd, timeoutMs: 1500 })),
      ).rejects.toMatchObject({ code: "IO_PROGRAM_TIMEOUT" });
      const pid = Number(await readFile(join(cwd, "pid"), "utf8"));
      await waitUntil(async () => !(await runs(pid)), "the sleep has ended");
      expect(await runs(pid)).toBe(false);
    });
  });

  it("is ended although it ignores polite signals", async () => {
    const call = shell("trap '' TERM INT HUP; while :; do sleep 1; done", {
      timeoutMs: 200,
    });
    await expect(runProgram(call)).rejects.toMatchObject({
      code: "IO_PROGRAM_TIMEOUT",
    });
  });

  it("is ended when its output has no end: IO_PROGRAM_OUTPUT", async () => {
    const call = shell("exec cat /dev/zero");
    await expect(runProgram(call)).rejects.toMatchObject({
      code: "IO_PROGRAM_OUTPUT",
    });
  });

  it("is ended when the watch says so", async () => {
    const reason = new IoError("IO_FILE_CHANGED", "too much");
    const watch = (): Promise<void> => Promise.reject(reason);
    await expect(
      runProgram(shell("sleep 60", { watch })),
    ).rejects.toMatchObject({ code: "IO_FILE_CHANGED" });
  });
});
