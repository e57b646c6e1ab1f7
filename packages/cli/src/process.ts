import { writeSync } from "node:fs";
import { isCodedError } from "@stx-patch/core";
import {
  abortAllAtomicFiles,
  coded,
  codedNow,
  streamSource,
  toIoError,
} from "@stx-patch/node-io";
import type { ExecutableName } from "./commands/registry.js";
import { internalError } from "./error.js";
import { EXIT } from "./exit-codes.js";
import { mainOfAll, mainOfExecutable } from "./main.js";
import { eraseLiveLines } from "./render/live-line.js";
import { renderProblems } from "./render/problems.js";
import { createStyle } from "./render/style.js";
import type { Surroundings, TextSink } from "./world/io.js";

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Runs a command in this process: real streams, signals and exit status. */
export async function runInProcess(
  name: ExecutableName | "stx-patch",
): Promise<void> {
  for (const [signal, status] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      abortAllAtomicFiles();
      // The terminal shows ^C; the shell's prompt is not to stand behind it.
      if (!eraseLiveLines() && process.stderr.isTTY) process.stderr.write("\n");
      process.exit(status);
    });
  }
  const ended = reportSilentEnd(name);
  const stdout = watchStdout();
  const argv = process.argv.slice(2);
  const cwd = workingDirectory(name);
  const io = processIo(cwd ?? "/");
  const status = await (cwd === undefined
    ? EXIT.io
    : name === "stx-patch"
      ? mainOfAll(argv, io)
      : mainOfExecutable(name, argv, io));
  ended();
  process.exitCode = status;
  // Text is written behind our back; when the disk is full, that shows only now.
  await flushed();
  if (status === EXIT.done && stdout.failure !== undefined) {
    const error = toIoError(stdout.failure, "write", "stdout");
    const style = createStyle(io.stderr, io.env);
    const outcome = "the work is done, its result could not be shown";
    io.stderr.write(renderProblems(name, [error], outcome, style));
    process.exitCode = EXIT.io;
  }
}

/** Undefined when it is gone, which has been reported then: yargs and others ask for it while they are loaded. */
function workingDirectory(name: string): string | undefined {
  try {
    return codedNow("use", "the working directory", () => process.cwd());
  } catch (error) {
    const problem = isCodedError(error) ? error : internalError(error);
    const style = createStyle(textSink(process.stderr), process.env);
    process.stderr.write(
      renderProblems(name, [problem], "nothing was done", style),
    );
    return undefined;
  }
}

/**
 * Node ends when nothing can happen any more, even if a command still waits for something: with a status of its own and
 * without a word. That is a defect of ours and has to look like one.
 *
 * @returns what tells that the command has come to its end
 */
function reportSilentEnd(name: string): () => void {
  const report = (): void => {
    abortAllAtomicFiles();
    const error = internalError("the command waited for what never came");
    const style = createStyle(textSink(process.stderr), process.env);
    const outcome = "nothing was finished";
    writeSync(2, renderProblems(name, [error], outcome, style));
    process.exitCode = EXIT.internal;
  };
  process.once("beforeExit", report);
  return () => {
    process.off("beforeExit", report);
  };
}

/**
 * Notes a failing stdout instead of letting it end the process. A reader that went away
 * (`patch-query ... | head`) is no failure of text; whoever writes bytes sees it by himself.
 */
function watchStdout(): { failure: Error | undefined } {
  const seen: { failure: Error | undefined } = { failure: undefined };
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") seen.failure ??= error;
  });
  return seen;
}

/** Resolves when everything written to stdout so far has been taken or refused. */
function flushed(): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write("", () => {
      resolve();
    });
  });
}

function processIo(cwd: string): Surroundings {
  return {
    stdout: Object.assign(textSink(process.stdout), {
      writeBytes: writeToStdout,
    }),
    stderr: textSink(process.stderr),
    get stdin() {
      return streamSource(process.stdin);
    },
    env: process.env,
    cwd,
    now: () => new Date(),
  };
}

/** @throws IoError when the reader went away or the disk is full */
function writeToStdout(chunk: Uint8Array): Promise<void> {
  return coded(
    "write",
    "stdout",
    () =>
      new Promise((resolve, reject) => {
        process.stdout.write(chunk, (error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
  );
}

function textSink(stream: NodeJS.WriteStream): TextSink {
  return {
    write: (text) => {
      stream.write(text);
    },
    isTerminal: stream.isTTY,
    // Asked each time: the window may be made wider or narrower.
    get columns() {
      return stream.columns;
    },
  };
}
