import { isCodedError, type CodedProblem } from "@stx-patch/core";

/** Several reasons at once why a command did not start its work. */
export class Problems extends Error {
  override readonly name: string = "Problems";
  readonly problems: readonly CodedProblem[];

  constructor(problems: readonly CodedProblem[]) {
    super(problems.map(({ message }) => message).join("; "));
    this.problems = problems;
  }
}

/**
 * Gathers the problems of independent steps, so that one run reports all of them.
 * Errors without a code are bugs and go straight up.
 */
export class ProblemList {
  readonly #problems: CodedProblem[] = [];

  add(...problems: readonly CodedProblem[]): void {
    this.#problems.push(...problems);
  }

  /** Runs a step; its coded errors join the list and the result is undefined. */
  async attempt<T>(step: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      if (error instanceof Problems) this.add(...error.problems);
      else if (isCodedError(error)) this.add(error);
      else throw error;
      return undefined;
    }
  }

  /** @throws Problems when there are any. */
  throwIfAny(): void {
    if (this.#problems.length > 0) throw new Problems(this.#problems);
  }
}
