import { afterEach, describe, expect, it } from "@jest/globals";
import { codeOf } from "@stx-patch/testkit";
import { createTaskThreads, type TaskThreads } from "../src/index.js";

interface Answer {
  readonly answer: string;
  readonly thread: number;
}

const WORKER = new URL("task-worker.mjs", import.meta.url);
const reported: number[] = [];
let threads: TaskThreads<object, Answer> | undefined;

function start(maxThreads: number, module = WORKER): typeof threads & object {
  reported.length = 0;
  threads = createTaskThreads<object, Answer>({
    module,
    setup: { greeting: "hello" },
    maxThreads,
    onProgress: (amount) => reported.push(amount),
  });
  return threads;
}

const answer = (name: string, afterMs = 0): object => ({
  do: "answer",
  name,
  afterMs,
});

afterEach(() => threads?.close());

describe("createTaskThreads", () => {
  it("gives each call its own answer, whichever is ready first", async () => {
    const pool = start(2);
    const answers = await Promise.all(
      [60, 0, 30, 10].map((ms, i) => pool.run(answer(`caller ${i}`, ms))),
    );
    expect(answers.map((one) => one.answer)).toEqual([
      "hello caller 0",
      "hello caller 1",
      "hello caller 2",
      "hello caller 3",
    ]);
  });

  it("starts no more threads than it may, and uses them again", async () => {
    const pool = start(2);
    const tasks = Array.from({ length: 9 }, () => pool.run(answer("x", 10)));
    const used = new Set((await Promise.all(tasks)).map((one) => one.thread));
    expect(used.size).toBe(2);
  });

  it("passes on what the threads report", async () => {
    await start(1).run({ do: "report", amounts: [1, 20, 300] });
    expect(reported).toEqual([1, 20, 300]);
  });

  it("fails with what the task threw, and goes on", async () => {
    const pool = start(1);
    const message = "task 1 is wrong";
    await expect(pool.run({ do: "fail", message })).rejects.toThrow(message);
    expect((await pool.run(answer("again"))).answer).toBe("hello again");
  });

  it.each(["die", "crash"])(
    "replaces threads that %s; only their own task fails",
    async (how) => {
      const pool = start(2);
      const names = ["a", "b", "c", "d"];
      const doomed = [pool.run({ do: how }), pool.run({ do: how })].map(codeOf);
      const tasks = names.map((name) => pool.run(answer(name)));
      expect(await Promise.all(doomed)).toEqual([
        "IO_THREAD_FAILED",
        "IO_THREAD_FAILED",
      ]);
      expect((await Promise.all(tasks)).map((one) => one.answer)).toEqual(
        names.map((name) => `hello ${name}`),
      );
    },
  );

  it("says so when a thread cannot even start", async () => {
    const pool = start(1, new URL("not-there.mjs", import.meta.url));
    expect(await codeOf(pool.run(answer("x")))).toBe("IO_THREAD_FAILED");
  });

  it("ends a task that never ends when it is closed", async () => {
    const pool = start(1);
    await pool.run(answer("started"));
    const tasks = [1, 2].map(() => codeOf(pool.run({ do: "hang" })));
    await pool.close();
    expect(await Promise.all(tasks)).toEqual([
      "IO_THREAD_FAILED",
      "IO_THREAD_FAILED",
    ]);
  });
});
