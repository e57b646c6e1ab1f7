import { parentPort, workerData } from "node:worker_threads";
import type { TaskMessage, ThreadStart } from "./task-message.js";

/** Tells the other side how far a task has come, in whatever unit the two agreed on. */
export type ReportProgress = (amount: number) => void;

/**
 * The worker's side of {@link createTaskThreads}: a module that is started as a thread calls this once.
 *
 * @param prepare - gets the setup that all threads share, and returns what works on one task; setup, tasks and
 *   results are clones, whose types the two sides have to agree on
 */
export function serveTasks(
  prepare: (
    setup: unknown,
  ) => (task: unknown, report: ReportProgress) => Promise<unknown>,
): void {
  const { setup } = workerData as ThreadStart;
  const work = prepare(setup);
  const send = (message: TaskMessage): void => {
    parentPort?.postMessage(message);
  };
  const report: ReportProgress = (amount) => {
    send({ kind: "progress", amount });
  };
  parentPort?.on("message", (task: unknown) => {
    work(task, report).then(
      (result) => {
        send({ kind: "result", result });
      },
      (error: unknown) => {
        send({ kind: "failure", error });
      },
    );
  });
}
