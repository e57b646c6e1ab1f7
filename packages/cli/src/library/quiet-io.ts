import type { Io } from "../world/io.js";

const nothing = (): void => undefined;

/** The world as a library sees it: nobody to talk to, and no environment that could decide anything. */
export function quietIo(cwd: string, now: Date = new Date()): Io {
  const sink = { write: nothing, isTerminal: false, columns: undefined };
  return {
    stdout: {
      ...sink,
      writeBytes: () =>
        Promise.reject(new TypeError("a library writes files only")),
    },
    stderr: sink,
    stdin: nobody(),
    env: {},
    cwd,
    now: () => now,
    log: {
      tellsSteps: false,
      tellsDetails: false,
      step: nothing,
      detail: nothing,
      phase: (_, work) => work(),
    },
  };
}

async function* nobody(): AsyncGenerator<Uint8Array> {
  // There is no input that nobody named.
}
