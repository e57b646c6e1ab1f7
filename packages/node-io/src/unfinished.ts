/** An output that has no name yet. */
export interface Unfinished {
  /** Removes it, at once. */
  abandon(): void;
}

/** Outputs that a signal would leave behind. */
export const unfinished = new Set<Unfinished>();

/** Removes the temporary files and folders of all unfinished outputs, at once: for signal handlers and `exit` events. */
export function abortAllAtomicFiles(): void {
  for (const output of unfinished) output.abandon();
}
