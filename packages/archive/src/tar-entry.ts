import { ArchiveError } from "./error.js";
import { nameProblems } from "./tar-name.js";

/** One regular file to be written. */
export interface TarEntry {
  /** Relative ASCII path. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Permission bits. */
  readonly mode: number;
  readonly mtimeSeconds: number;
  /** Exactly `sizeBytes` bytes, else TAR_SIZE_MISMATCH. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** Tar-stream keeps times in 32 bits with a sign: 2038-01-19. */
const MAX_MTIME_SECONDS = 2 ** 31 - 1;
const MAX_MODE = 0o7777;
/** Printable ASCII: anything else makes readers disagree, or terminals misbehave. */
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;

/**
 * Refuses what cannot be written the plain way, or what our own reader would report.
 *
 * @throws ArchiveError TAR_NAME_UNSUPPORTED, TAR_FIELD_UNSUPPORTED
 */
export function assertWritable(entry: TarEntry): void {
  const { name } = entry;
  const [problem] = nameProblems(name, { isDirectory: false });
  if (problem !== undefined)
    throw new ArchiveError("TAR_NAME_UNSUPPORTED", problem.message);
  if (!PRINTABLE_ASCII.test(name))
    throw new ArchiveError(
      "TAR_NAME_UNSUPPORTED",
      `member ${name}: expected a name of printable ASCII characters`,
    );
  assertField(name, "mode", entry.mode, MAX_MODE);
  assertField(name, "time", entry.mtimeSeconds, MAX_MTIME_SECONDS);
  assertField(name, "size", entry.sizeBytes, Number.MAX_SAFE_INTEGER);
}

function assertField(
  name: string,
  what: string,
  value: number,
  max: number,
): void {
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new ArchiveError(
      "TAR_FIELD_UNSUPPORTED",
      `member ${name}: expected a ${what} between 0 and ${max}, got ${value}`,
    );
}
