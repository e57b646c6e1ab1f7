import type { Progress } from "../render/progress.js";

/** How far a piece of work has come. */
export interface WorkProgress {
  /** Bytes that went through so far, all passes together. */
  readonly doneBytes: number;
  /** About as many as there will be; undefined when nobody knows. */
  readonly totalBytes: number | undefined;
}

/** What all functions of the library take. */
export interface WorkOptions {
  /** What relative paths are relative to; the working directory when absent. */
  readonly cwd?: string | undefined;
  /** Ends the work early: the promise is rejected with the signal's reason, and no file is left behind. */
  readonly signal?: AbortSignal | undefined;
  /** Told of every chunk of bytes, so it is called often; what it throws ends the work. */
  readonly onProgress?: ((progress: WorkProgress) => void) | undefined;
}

/** Counts for the one who asked, and stops the work when it is to be stopped: every byte passes here. */
export function callbackProgress(
  { signal, onProgress }: WorkOptions,
  totalBytes: number | undefined,
): Progress {
  const nothing = (): void => undefined;
  let doneBytes = 0;
  return {
    advance: (bytes) => {
      doneBytes += bytes;
      onProgress?.({ doneBytes, totalBytes });
      signal?.throwIfAborted();
    },
    expect: nothing,
    finishItem: nothing,
    name: nothing,
    hide: nothing,
    end: nothing,
  };
}
