import { isCodedError, type CodedError } from "@stx-patch/core";
import type { IoErrorCode } from "./error.js";
import { IoError } from "./error.js";

/** What each error number of the operating system means to the person at the keyboard. */
const CODES: Readonly<Record<string, IoErrorCode>> = {
  EACCES: "IO_PERMISSION",
  EDQUOT: "IO_DISK_FULL",
  EFBIG: "IO_FILE_TOO_LARGE",
  EISDIR: "IO_IS_DIRECTORY",
  ELOOP: "IO_BAD_LINK",
  EMFILE: "IO_TOO_MANY_OPEN",
  ENAMETOOLONG: "IO_NAME_TOO_LONG",
  ENFILE: "IO_TOO_MANY_OPEN",
  ENOENT: "IO_NOT_FOUND",
  ENOSPC: "IO_DISK_FULL",
  ENOTDIR: "IO_NOT_FOUND",
  ENXIO: "IO_NOT_REGULAR",
  EPERM: "IO_PERMISSION",
  EPIPE: "IO_READER_GONE",
  EROFS: "IO_READ_ONLY",
};

/**
 * The operating system's name of an error, e.g. `ENOENT`. Not asked by `instanceof`: a host that runs us in
 * a context of its own (a test runner, an embedder) hands out errors of another `Error`.
 */
export function systemCode(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error
    ? String(error.code)
    : undefined;
}

/** Makes an {@link IoError} of whatever a system call threw; one that is coded already stays as it is. */
export function toIoError(
  error: unknown,
  doing: string,
  file: string,
): CodedError {
  if (isCodedError(error)) return error;
  const system = systemCode(error);
  const code =
    (system === undefined ? undefined : CODES[system]) ?? "IO_FAILED";
  return new IoError(code, `cannot ${doing} ${file}: ${system ?? "failed"}`, {
    location: { file },
    cause: error,
  });
}

/** Runs system calls and turns what they throw into {@link IoError}s. */
export async function coded<T>(
  doing: string,
  file: string,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toIoError(error, doing, file);
  }
}

/** {@link coded} for a system call that does not return a promise. */
export function codedNow<T>(doing: string, file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw toIoError(error, doing, file);
  }
}
