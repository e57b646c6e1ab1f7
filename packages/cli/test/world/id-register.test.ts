import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { IdRegister, listRegister } from "../../src/world/id-register.js";

const SERIES = { prefix: "STX", release: "20.06" };
const MODULE = new URL("../../dist/world/id-register.js", import.meta.url).href;

/** Claims ids one by one and prints each as soon as it has it. */
const WORKER = `
const [folder, count] = process.argv.slice(1);
const { IdRegister } = await import(${JSON.stringify(MODULE)});
const { writeSync } = await import("node:fs");
const register = new IdRegister(folder, ${JSON.stringify(SERIES)});
for (let i = 0; i < Number(count); i++) {
  writeSync(1, (await register.next("worker " + process.pid)) + "\\n");
}`;

interface Worker {
  readonly child: ChildProcess;
  /** The ids that it printed, when it has ended. */
  readonly ids: Promise<string[]>;
}

function startWorker(folder: string, count: number): Worker {
  const argv = ["--input-type=module", "-e", WORKER, folder, String(count)];
  const child = spawn(process.execPath, argv, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ids = new Promise<string[]>((resolve) => {
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.on("close", () => {
      resolve(text.split("\n").slice(0, -1));
    });
  });
  return { child, ids };
}

function idsUpTo(count: number): string[] {
  return Array.from(
    { length: count },
    (_, i) => `STX_20.06_PATCH_${String(i + 1).padStart(4, "0")}`,
  );
}

describe("a register of ids", () => {
  let folder = "";

  beforeEach(async () => {
    // Syncing five thousand times is the disk's business; in memory it costs nothing.
    const home = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
    folder = await mkdtemp(join(home, "stx-patch-ids-"));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("gives each of 50 processes 100 ids, without a gap and none twice", async () => {
    const workers = Array.from({ length: 50 }, () => startWorker(folder, 100));
    const given = await Promise.all(workers.map(({ ids }) => ids));
    expect(given.map((ids) => ids.length)).toEqual(Array(50).fill(100));
    expect(given.flat().toSorted()).toEqual(idsUpTo(5000));
  }, 120_000);

  it("is not held up by processes that are killed, and gives nothing twice", async () => {
    const doomed = Array.from({ length: 8 }, () => startWorker(folder, 9999));
    while ((await readdir(folder)).length < 50) await sleep(2);
    const survivors = [startWorker(folder, 50), startWorker(folder, 50)];
    for (const { child } of doomed) child.kill("SIGKILL");
    const [dead, alive] = await Promise.all(
      [doomed, survivors].map(async (workers) =>
        (await Promise.all(workers.map(({ ids }) => ids))).flat(),
      ),
    );
    expect(alive).toHaveLength(100);
    const told = [...(dead ?? []), ...(alive ?? [])];
    expect(new Set(told).size).toBe(told.length);
    // Who was killed between the claim and the telling left a number unused: one each at most.
    const claimed = await readdir(folder);
    expect(claimed.toSorted()).toEqual(idsUpTo(claimed.length));
    expect(claimed.length - told.length).toBeLessThanOrEqual(doomed.length);
  }, 60_000);

  it("goes on after the highest, whatever else is in the directory", async () => {
    await writeFile(join(folder, "STX_20.06_PATCH_0041"), "");
    await writeFile(join(folder, "STX_21.12_PATCH_0099"), "");
    await writeFile(join(folder, "README"), "");
    const register = new IdRegister(folder, SERIES);
    expect(await register.next("me")).toBe("STX_20.06_PATCH_0042");
    expect(await listRegister(folder, SERIES)).toEqual([
      { id: "STX_20.06_PATCH_0041", note: "" },
      { id: "STX_20.06_PATCH_0042", note: "me" },
    ]);
    expect(await listRegister(folder, undefined)).toHaveLength(3);
  });

  it("refuses a file that is called almost like an id", async () => {
    await writeFile(join(folder, "STX_20.06_PATCH_0041~"), "");
    const register = new IdRegister(folder, SERIES);
    await expect(register.next("")).rejects.toMatchObject({
      code: "CLI_REGISTER_MALFORMED",
    });
  });

  it("ends at 9999", async () => {
    await writeFile(join(folder, "STX_20.06_PATCH_9998"), "");
    const register = new IdRegister(folder, SERIES);
    await expect(register.assertRoom(2)).rejects.toMatchObject({
      code: "ID_NUMBERS_EXHAUSTED",
    });
    expect(await register.next("")).toBe("STX_20.06_PATCH_9999");
    await expect(register.next("")).rejects.toMatchObject({
      code: "ID_NUMBERS_EXHAUSTED",
    });
  });
});
