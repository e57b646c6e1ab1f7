/** How many there are, and the first of them: the files of a patch can be a million. */
export interface PathSample {
  readonly count: number;
  readonly paths: readonly string[];
}

/** Paths that are kept of each kind for each RPM. */
const MAX_PATHS = 20;

/** Longest path that is kept whole. */
const MAX_PATH_CHARACTERS = 1024;

/** Counts paths and keeps the first ones. */
export class PathCounter {
  #count = 0;
  readonly #paths: string[] = [];

  add(path: string): void {
    this.#count += 1;
    if (this.#paths.length < MAX_PATHS) this.#paths.push(kept(path));
  }

  sample(): PathSample {
    return { count: this.#count, paths: this.#paths };
  }
}

/** A copy through text: a path that was cut out of a header would keep all of it in memory. */
function kept(path: string): string {
  const whole =
    path.length <= MAX_PATH_CHARACTERS
      ? path
      : `${path.slice(0, MAX_PATH_CHARACTERS)}…`;
  return JSON.parse(JSON.stringify(whole)) as string;
}
