/** How fast work goes: of the last seconds, so that it follows a change without jumping. */
export interface Rate {
  /** Bytes a second, whole; 0 while nothing is known. */
  readonly perSecond: number;
  /** @param done - bytes so far @param now - milliseconds on the clock that `started` is of */
  readonly update: (done: number, now: number) => void;
}

/** What happened so long ago counts for a third of what happens now. */
const MEMORY_MS = 3_000;

/** The first value is the mean since `started`; later ones are smoothed. */
export function createRate(started: number): Rate {
  let at = started;
  let counted = 0;
  let perMs: number | undefined;
  return {
    get perSecond() {
      return Math.round((perMs ?? 0) * 1000);
    },
    update: (done, now) => {
      const passed = now - at;
      if (passed <= 0) return;
      const current = (done - counted) / passed;
      const weight = 1 - Math.exp(-passed / MEMORY_MS);
      perMs =
        perMs === undefined ? current : perMs + weight * (current - perMs);
      at = now;
      counted = done;
    },
  };
}
