import type { Surroundings } from "../world/io.js";
import type { Log } from "../world/log.js";
import { writeFitted } from "./fit.js";
import { eraseLiveLines } from "./live-line.js";
import { createStyle } from "./style.js";
import { safeText } from "./text.js";

/** How much is told. */
export interface LogOptions {
  /** Stands in front of each line. */
  readonly command: string;
  readonly verbose: boolean;
  readonly debug: boolean;
}

/** The log of a run: lines on stderr, each safe to show. */
export function createLog(
  { stderr, env }: Pick<Surroundings, "stderr" | "env">,
  { command, verbose, debug }: LogOptions,
): Log {
  const style = createStyle(stderr, env);
  const tell = (text: string): void => {
    eraseLiveLines();
    writeFitted(stderr, `${style.faint(`${command}: ${safeText(text)}`)}\n`);
  };
  const step = (text: string): void => {
    if (verbose || debug) tell(text);
  };
  const detail = (text: string): void => {
    if (debug) tell(text);
  };
  return {
    tellsSteps: verbose || debug,
    tellsDetails: debug,
    step,
    detail,
    phase: async (text, work) => {
      step(text);
      const started = performance.now();
      const took = (): string =>
        `${Math.round(performance.now() - started)} ms`;
      try {
        const result = await work();
        detail(`${text}: ${took()}`);
        return result;
      } catch (error) {
        detail(`${text}: failed after ${took()}`);
        throw error;
      }
    },
  };
}
