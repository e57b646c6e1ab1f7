/** Something to do, and what has to be done first. */
export interface Task {
  readonly id: string;
  /** Ids of tasks in front of it in the list; others are ignored. */
  readonly after: readonly string[];
}

/**
 * Does tasks, some at a time, each when all that it waits for has ended. The list is in an order in which they could be done one by one.
 *
 * @param work - never rejects: how a task ended is its result
 * @returns results in the order of the tasks
 */
export async function runTasks<T extends Task, Result>(
  tasks: readonly T[],
  jobs: number,
  work: (task: T) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<string, Promise<Result>>();
  let free = Math.max(1, jobs);
  const waiting: (() => void)[] = [];
  const take = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const give = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  for (const task of tasks) {
    const before = task.after.flatMap((id) => results.get(id) ?? []);
    results.set(
      task.id,
      (async () => {
        await Promise.all(before);
        await take();
        try {
          return await work(task);
        } finally {
          give();
        }
      })(),
    );
  }
  return Promise.all(results.values());
}
