import type { Log } from "./log.js";

/** Where text goes. */
export interface TextSink {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width in columns; undefined when it is not a terminal. */
  readonly columns: number | undefined;
}

/** The world around a run; the entry point fills it from the process, tests fill it by hand. */
export interface Surroundings {
  readonly stdout: TextSink & {
    /** Writes bytes and waits until they are taken. */
    writeBytes(chunk: Uint8Array): Promise<void>;
  };
  readonly stderr: TextSink;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Current time; used for certificate dates only. */
  readonly now: () => Date;
}

/** The world as a command sees it: as the command line wants it to be seen. */
export interface Io extends Surroundings {
  readonly log: Log;
}
