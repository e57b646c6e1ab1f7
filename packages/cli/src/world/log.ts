/** Tells, on stderr, what a command does while it does it. */
export interface Log {
  /** Whether steps are told (`--verbose`, and `--debug`, which tells more). */
  readonly tellsSteps: boolean;
  /** Whether details are told (`--debug`). Nothing secret may be among them. */
  readonly tellsDetails: boolean;
  /** A step that begins now. */
  readonly step: (text: string) => void;
  /** What one wants to know to find out why. */
  readonly detail: (text: string) => void;
  /** A step, and for `--debug` how long it took. */
  readonly phase: <T>(text: string, work: () => Promise<T>) => Promise<T>;
}
