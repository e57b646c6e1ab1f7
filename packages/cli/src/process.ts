import { once } from "node:events";
import { abortAllAtomicFiles, streamSource } from "@stx-patch/node-io";
import type { CommandName } from "./commands/registry.js";
import { main, mainOfAll } from "./main.js";
import type { Io, TextSink } from "./world/io.js";

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Runs a command in this process: real streams, signals and exit status. */
export async function runInProcess(
  name: CommandName | "stx-patch",
): Promise<void> {
  for (const [signal, status] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      abortAllAtomicFiles();
      // The shell's prompt is not to stand behind a progress line.
      if (process.stderr.isTTY) process.stderr.write("\n");
      process.exit(status);
    });
  }
  // A reader that went away (`patch-query ... | head`) is no reason for a stack trace.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    abortAllAtomicFiles();
    process.exit(process.exitCode ?? 0);
  });
  const argv = process.argv.slice(2);
  const io = processIo();
  process.exitCode =
    name === "stx-patch"
      ? await mainOfAll(argv, io)
      : await main(name, argv, io);
}

function processIo(): Io {
  return {
    stdout: {
      ...textSink(process.stdout),
      writeBytes: async (chunk) => {
        if (!process.stdout.write(chunk)) await once(process.stdout, "drain");
      },
    },
    stderr: textSink(process.stderr),
    get stdin() {
      return streamSource(process.stdin);
    },
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
  };
}

function textSink(stream: NodeJS.WriteStream): TextSink {
  return {
    write: (text) => {
      stream.write(text);
    },
    isTerminal: stream.isTTY,
    columns: stream.columns,
  };
}
