import type { Io } from "../world/io.js";
import { createLiveLine } from "./live-line.js";
import { progressLine, type ProgressWords } from "./progress-line.js";
import { createRate, type Rate } from "./rate.js";
import { createStyle, drawsUnicode } from "./style.js";
import { safeText, sizeText } from "./text.js";
import { timeText } from "./time-text.js";

/** A line on the terminal that says how far long work has come. */
export interface Progress {
  /** Counts bytes that went through; called for every chunk, so it does nothing else. */
  readonly advance: (bytes: number) => void;
  /** Adds to the bytes that are to come. */
  readonly expect: (bytes: number) => void;
  /** Counts a finished item. */
  readonly finishItem: () => void;
  /** Says what is worked on now. */
  readonly name: (label: string) => void;
  /** Removes the line until there is more to count. */
  readonly hide: () => void;
  /** Removes the line for good. */
  readonly end: () => void;
}

/** What there is to do. */
export interface ProgressOptions {
  readonly label: string;
  /** Of all passes together; undefined when nobody knows. */
  readonly totalBytes: number | undefined;
  /** Pieces of work whose sizes are not known beforehand: they are counted instead of their bytes. */
  readonly items?: number | undefined;
  readonly enabled: boolean;
}

/** Work that is done by then is over before anybody could read how far it has come. */
const CALM_MS = 500;
const INTERVAL_MS = 100;
const DEFAULT_COLUMNS = 80;

/** Counts, and shows what it counts on a terminal only, and only when nobody asked for silence. */
export function createProgress(io: Io, options: ProgressOptions): Progress {
  const work = new Work(options);
  const isShown =
    options.enabled && io.stderr.isTerminal && io.env["TERM"] !== "dumb";
  const shown = isShown ? shownOn(io, work) : undefined;
  return {
    advance: work.advance,
    expect: work.expect,
    finishItem: work.finishItem,
    name: work.name,
    hide: () => shown?.hide(),
    end: () => {
      shown?.end();
      io.log.detail(work.summary());
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

/** Draws from a timer, so that counting stays cheap and a line stands still only when the work does. */
function shownOn(io: Io, work: Work): Pick<Progress, "hide" | "end"> {
  const { stderr, env } = io;
  const line = createLiveLine(stderr);
  const style = createStyle(stderr, env);
  const isUnicode = drawsUnicode(env);
  const started = performance.now();
  const rate = createRate(started);
  let hiddenAt: number | undefined;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - started < CALM_MS || hiddenAt === work.done) return;
    hiddenAt = undefined;
    rate.update(work.done, now);
    const columns = stderr.columns ?? DEFAULT_COLUMNS;
    line.draw(
      progressLine(work.words(rate, now), { columns, style, isUnicode }),
    );
  }, INTERVAL_MS);
  // Nobody waits for it.
  timer.unref();
  return {
    hide: () => {
      hiddenAt = work.done;
      line.erase();
    },
    end: () => {
      clearInterval(timer);
      line.erase();
    },
  };
}

/** How much is done of how much. */
class Work {
  #label = "";
  readonly #items: number | undefined;
  readonly #started = performance.now();
  #total: number | undefined;
  #itemsDone = 0;
  done = 0;

  constructor({ label, totalBytes, items }: ProgressOptions) {
    this.name(label);
    this.#total = totalBytes;
    this.#items = items;
  }

  readonly advance = (bytes: number): void => {
    this.done += bytes;
  };

  readonly expect = (bytes: number): void => {
    if (this.#total !== undefined) this.#total += bytes;
  };

  readonly finishItem = (): void => {
    this.#itemsDone += 1;
  };

  readonly name = (label: string): void => {
    this.#label = safeText(label);
  };

  /** For who wants to know whether the total was honest. */
  summary(): string {
    const total = this.#total === undefined ? "" : ` of ${this.#total}`;
    return `${this.#label}: ${this.done}${total} bytes went through`;
  }

  words(rate: Rate, now: number): ProgressWords {
    const share = this.#share();
    return {
      label: this.#label,
      share,
      amount: this.#amount(share),
      rate: rate.perSecond === 0 ? "" : `${sizeText(rate.perSecond)}/s`,
      left: this.#left(rate, now - this.#started),
    };
  }

  #share(): number | undefined {
    if (this.#items !== undefined) return this.#itemsDone / this.#items;
    if (this.#total === undefined || this.#total === 0) return undefined;
    return Math.min(1, this.done / this.#total);
  }

  #amount(share: number | undefined): string {
    if (this.#items !== undefined)
      return `${this.#itemsDone} of ${this.#items}`;
    return share === undefined
      ? sizeText(this.done)
      : `${Math.floor(100 * share)} %`;
  }

  #left({ perSecond }: Rate, elapsedMs: number): string {
    if (this.#items !== undefined) {
      const rest = this.#items - this.#itemsDone;
      return this.#itemsDone === 0 || rest === 0
        ? ""
        : leftText((elapsedMs / this.#itemsDone) * rest);
    }
    if (this.#total === undefined || this.#total === 0) return "";
    const rest = this.#total - this.done;
    // All bytes went through; the disk or a signer is still at it.
    if (rest <= 0) return "finishing";
    return perSecond === 0 ? "" : leftText((rest / perSecond) * 1000);
  }
}

function leftText(ms: number): string {
  return `${timeText(ms)} left`;
}
