import { resolve } from "node:path";
import {
  createTaskThreads,
  createThreadedHash,
  nativeHash,
} from "@stx-patch/node-io";
import { joinChecks } from "../sidecars/join-checks.js";
import type { SidecarCheck } from "../sidecars/sidecar.js";
import type { Io } from "../world/io.js";
import { verifyFile, verifyStream, type TrustSetup } from "./verify-file.js";
import { failureOf, outcomeOf, type VerifyOutcome } from "./verify-outcome.js";

const WORKER_MODULE = new URL("./verify-worker.js", import.meta.url);

/** One file for a thread. */
export interface VerifyTask {
  /** As it was named. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
}

/** What all threads need. */
export interface VerifyThreadSetup {
  readonly setup: TrustSetup;
  readonly fileDigest: boolean;
}

/** How to go through the files. */
export interface VerifyFilesOptions {
  /** Whether somebody wants to know the SHA-256 of the files themselves. */
  readonly fileDigest: boolean;
  /** Files at a time. */
  readonly jobs: number;
  /** Told of every byte that was read, whichever file it is of. */
  readonly advance: (bytes: number) => void;
  /** The checks of files beside the next patch; with one job only. */
  readonly sidecars?: () => readonly SidecarCheck[];
}

/**
 * Verifies files, and stdin for `-`. The outcomes come in the order of the files, each as soon as those before it are known; what goes
 * wrong with one file does not end the others.
 */
export function verifyFiles(
  files: readonly string[],
  setup: TrustSetup,
  io: Io,
  options: VerifyFilesOptions,
): AsyncGenerator<VerifyOutcome> {
  return options.jobs === 1
    ? oneByOne(files, setup, io, options)
    : besideEachOther(files, setup, io, options);
}

/** In this thread, which gets digests from others. */
async function* oneByOne(
  files: readonly string[],
  setup: TrustSetup,
  io: Io,
  { advance, fileDigest, sidecars = () => [] }: VerifyFilesOptions,
): AsyncGenerator<VerifyOutcome> {
  const digests = createThreadedHash();
  const { hash, memory } = digests;
  try {
    for (const file of files) {
      const checks = sidecars();
      const seen = checks.length === 0 ? {} : joinChecks(checks);
      const tools = { hash, memory, advance, fileDigest, ...seen };
      const outcome = await outcomeOf(file, (takeFacts) =>
        file === "-"
          ? verifyStream(io.stdin, setup, { ...tools, takeFacts })
          : verifyFile(resolve(io.cwd, file), setup, { ...tools, takeFacts }),
      );
      yield await withSidecars(outcome, checks);
    }
  } finally {
    await digests.close();
  }
}

async function withSidecars(
  outcome: VerifyOutcome,
  checks: readonly SidecarCheck[],
): Promise<VerifyOutcome> {
  if (checks.length === 0 || "error" in outcome) return outcome;
  const { report } = outcome;
  const sidecars = await Promise.all(
    checks.map((check) => check.finish(report)),
  );
  return { ...outcome, sidecars: sidecars.flat() };
}

/** Each file on a thread of its own; only stdin stays here. */
async function* besideEachOther(
  files: readonly string[],
  setup: TrustSetup,
  io: Io,
  { jobs, advance, fileDigest }: VerifyFilesOptions,
): AsyncGenerator<VerifyOutcome> {
  const threads = createTaskThreads<VerifyTask, VerifyOutcome>({
    module: WORKER_MODULE,
    setup: { setup, fileDigest } satisfies VerifyThreadSetup,
    maxThreads: jobs,
    onProgress: advance,
  });
  const verify = async (file: string): Promise<VerifyOutcome> => {
    if (file === "-") {
      const tools = { hash: nativeHash, advance, fileDigest };
      return outcomeOf(file, (takeFacts) =>
        verifyStream(io.stdin, setup, { ...tools, takeFacts }),
      );
    }
    try {
      return await threads.run({ file, path: resolve(io.cwd, file) });
    } catch (error) {
      return { file, error: failureOf(error) };
    }
  };
  try {
    yield* files.map(verify);
  } finally {
    await threads.close();
  }
}
