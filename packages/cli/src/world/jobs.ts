import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { CliError } from "../error.js";
import { statIfThere } from "./files.js";

/** More threads than any machine has cores are a slip of the pen. */
const MAX_JOBS = 1024;

/** What a patch costs beside its bytes, as bytes that cost as much. */
const BYTES_A_FILE = 256 * 1024;

/** Below this, threads need longer to start (some 200 ms) than they save. */
const MIN_WORK_BYTES = 96 * 1024 * 1024;

/** A single patch is quicker by so much when other threads compute its digests. */
const MAX_GAIN_OF_DIGEST_THREADS = 3;

/**
 * Reads the value of `--jobs`.
 *
 * @throws CliError CLI_OPTION_VALUE_INVALID
 */
export function parseJobs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const jobs = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  if (jobs >= 1 && jobs <= MAX_JOBS) return jobs;
  throw new CliError(
    "CLI_OPTION_VALUE_INVALID",
    `--jobs takes a number from 1 to ${MAX_JOBS}, got ${JSON.stringify(text)}`,
    { remedy: "Leave it out to use all cores." },
  );
}

/** How many of these files to work on at a time. */
export function chooseJobs(
  sizes: readonly number[],
  cores: number = availableParallelism(),
): number {
  const work = sizes.reduce((sum, size) => sum + size + BYTES_A_FILE, 0);
  const longest = Math.max(...sizes, 0) + BYTES_A_FILE;
  const isWorthIt =
    work >= MIN_WORK_BYTES &&
    longest * Math.min(cores, MAX_GAIN_OF_DIGEST_THREADS) <= work;
  return isWorthIt ? Math.min(cores, sizes.length) : 1;
}

/** Sizes of files; nothing for stdin and for what is not there, which is told when it is opened. */
export async function sizesOf(
  files: readonly string[],
  cwd: string,
): Promise<number[]> {
  return Promise.all(
    files.map(async (file) => {
      if (file === "-") return 0;
      const status = await statIfThere(resolve(cwd, file)).catch(
        () => undefined,
      );
      return status?.size ?? 0;
    }),
  );
}
