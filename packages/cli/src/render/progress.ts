import type { Io } from "../world/io.js";
import { sizeText } from "./text.js";

/** A line on the terminal that says how far long work has come. */
export interface Progress {
  /** Counts bytes that went through. */
  readonly advance: (bytes: number) => void;
  /** Removes the line, for good or until there is more to count. */
  readonly hide: () => void;
}

const INTERVAL_MS = 100;
const CLEAR_LINE = "\r\x1b[K";

/** Shows progress on a terminal only, and only when nobody asked for silence. */
export function createProgress(
  io: Io,
  options: { label: string; totalBytes: number | undefined; enabled: boolean },
): Progress {
  if (!options.enabled || !io.stderr.isTerminal) {
    return { advance: () => undefined, hide: () => undefined };
  }
  const started = performance.now();
  let done = 0;
  let shownAt = started;
  let isShown = false;
  return {
    advance: (bytes) => {
      done += bytes;
      const now = performance.now();
      if (now - shownAt < INTERVAL_MS) return;
      shownAt = now;
      isShown = true;
      const rate = `${sizeText(Math.round((done / (now - started)) * 1000))}/s`;
      const share =
        options.totalBytes === undefined || options.totalBytes === 0
          ? sizeText(done)
          : `${Math.min(100, Math.floor((100 * done) / options.totalBytes))} %`;
      io.stderr.write(`${CLEAR_LINE}${options.label}  ${share}  ${rate}`);
    },
    hide: () => {
      if (isShown) io.stderr.write(CLEAR_LINE);
      isShown = false;
    },
  };
}

/** Passes a stream on and counts its bytes. */
export async function* counted(
  source: AsyncIterable<Uint8Array>,
  progress: Pick<Progress, "advance">,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    progress.advance(chunk.length);
    yield chunk;
  }
}
