import type { Io } from "../../src/world/io.js";

/** A terminal that keeps what was written to it. */
export interface FakeTerminal {
  readonly io: Io;
  readonly written: string[];
  columns: number;
}

/** A terminal of 80 columns, and the world around it. */
export function fakeTerminal(
  env: Io["env"] = {},
  { isTerminal = true } = {},
): FakeTerminal {
  const written: string[] = [];
  const terminal = { written, columns: 80 };
  const sink = {
    write: (text: string) => {
      written.push(text);
    },
    isTerminal,
    get columns() {
      return terminal.columns;
    },
  };
  const silent = (): void => undefined;
  const io: Io = {
    stdout: { ...sink, writeBytes: () => Promise.resolve() },
    stderr: sink,
    stdin: new ReadableStream<Uint8Array>() as AsyncIterable<Uint8Array>,
    env,
    cwd: "/",
    now: () => new Date(0),
    log: {
      tellsSteps: false,
      tellsDetails: false,
      step: silent,
      detail: silent,
      phase: (_, work) => work(),
    },
  };
  return Object.assign(terminal, { io });
}
