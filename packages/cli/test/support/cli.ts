import {
  main,
  mainOfAll,
  type CommandName,
  type Surroundings,
} from "../../src/index.js";

/** What a command left behind. */
export interface CliResult {
  readonly status: number;
  readonly stdout: string;
  readonly stdoutBytes: Buffer;
  readonly stderr: string;
}

/** The surroundings of one run. */
export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: Uint8Array;
  readonly terminal?: boolean;
}

/** Runs a command in this process, with an environment that holds only what the test gives. */
export async function runCli(
  name: CommandName | "stx-patch",
  argv: readonly string[],
  options: CliOptions,
): Promise<CliResult> {
  const stdout: Uint8Array[] = [];
  const stderr: string[] = [];
  const isTerminal = options.terminal ?? false;
  const columns = isTerminal ? 80 : undefined;
  const io: Surroundings = {
    stdout: {
      write: (text) => {
        stdout.push(Buffer.from(text));
      },
      writeBytes: (chunk) => {
        stdout.push(chunk);
        return Promise.resolve();
      },
      isTerminal,
      columns,
    },
    stderr: {
      write: (text) => {
        stderr.push(text);
      },
      isTerminal,
      columns,
    },
    stdin: once(options.stdin ?? new Uint8Array(0)),
    env: options.env ?? {},
    cwd: options.cwd,
    now: () => new Date(),
  };
  const status =
    name === "stx-patch"
      ? await mainOfAll(argv, io)
      : await main(name, argv, io);
  const stdoutBytes = Buffer.concat(stdout);
  return {
    status,
    stdoutBytes,
    stdout: stdoutBytes.toString(),
    stderr: stderr.join(""),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** Codes in the order in which stderr shows them. */
export function codesIn(stderr: string): string[] {
  return [...stderr.matchAll(/\[([A-Z][A-Z0-9_]+)\]/g)].map(
    ([, code]) => code ?? "",
  );
}
