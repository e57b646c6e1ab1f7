// A thread for task-threads.test.ts: does as it is told.
import { threadId } from "node:worker_threads";
import { setTimeout } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";
import { serveTasks } from "../dist/index.js";

serveTasks((setup) => async (task, report) => {
  switch (task.do) {
    case "answer":
      await sleep(task.afterMs ?? 0);
      return { answer: `${setup.greeting} ${task.name}`, thread: threadId };
    case "report":
      for (const amount of task.amounts) report(amount);
      return undefined;
    case "fail":
      throw new RangeError(task.message);
    case "die":
      process.exit(3);
      break;
    case "crash":
      setTimeout(() => {
        throw new TypeError("nobody catches this");
      });
      return new Promise(() => undefined);
    default:
      return new Promise(() => undefined);
  }
});
