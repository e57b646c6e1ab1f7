import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { codeOf, run, runOk, withTempDir } from "@stx-patch/testkit";
import { lockFolder } from "../src/index.js";
import { ownIdentity } from "../src/process-identity.js";

const MODULE = new URL("../dist/index.js", import.meta.url).href;

/** Adds 1 to a number in a file, so often; two at a time would lose some. */
const COUNTER = `
const [lock, file, count, action] = process.argv.slice(1);
const { lockFolder } = await import(${JSON.stringify(MODULE)});
const { readFileSync, writeFileSync, writeSync } = await import("node:fs");
for (let i = 0; i < Number(count); i++) {
  const held = await lockFolder(lock, { timeoutMs: 60000 });
  if (action === "hang") { writeSync(1, "held"); await new Promise((resolve) => setTimeout(resolve, 600000)); }
  writeFileSync(file, String(Number(readFileSync(file, "utf8")) + 1));
  held.release();
}`;

function startCounter(...argv: string[]): ReturnType<typeof spawn> {
  return spawn(
    process.execPath,
    ["--input-type=module", "-e", COUNTER, ...argv],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
}

describe("a lock of a folder", () => {
  it("lets one process in at a time, and the next when one is killed inside", async () => {
    await withTempDir(async (folder) => {
      const lock = join(folder, "lock");
      const file = join(folder, "number");
      await writeFile(file, "0");
      const doomed = startCounter(lock, file, "1", "hang");
      await once(doomed.stdout ?? doomed, "data");
      const counters = Array.from({ length: 4 }, () =>
        startCounter(lock, file, "25", "count"),
      );
      doomed.kill("SIGKILL");
      await Promise.all(counters.map((child) => once(child, "close")));
      expect(await readFile(file, "utf8")).toBe("100");
      expect(readdirSync(lock).length).toBeLessThanOrEqual(17);
    });
  }, 60_000);

  it("names who holds it when the time is up, and is free after the release", async () => {
    await withTempDir(async (folder) => {
      const held = await lockFolder(folder, { timeoutMs: 0 });
      await expect(lockFolder(folder, { timeoutMs: 30 })).rejects.toMatchObject(
        {
          code: "IO_LOCKED",
          message: expect.stringContaining(`process ${process.pid}`),
        },
      );
      held.release();
      held.release();
      (await lockFolder(folder, { timeoutMs: 0 })).release();
    });
  });

  it.each<[holder: string, change: object, code: string | undefined]>([
    ["on another machine", { host: "elsewhere", pid: 1 }, "IO_LOCKED"],
    ["in another container", { pidNamespace: "pid:[1]" }, "IO_LOCKED"],
    ["that lives", {}, "IO_LOCKED"],
    ["whose id somebody else has now", { started: "1" }, undefined],
    ["that has ended", { pid: 2 ** 22 + 1 }, undefined],
  ])("tells about a holder %s", async (_holder, change, code) => {
    await withTempDir(async (folder) => {
      const holder = { ...ownIdentity(), ...change };
      writeFileSync(join(folder, "7"), JSON.stringify(holder));
      expect(await codeOf(lockFolder(folder, { timeoutMs: 0 }))).toBe(code);
    });
  });

  // In a container whose first process waits for nobody, every later run found the lock held.
  it("is taken from a holder that was killed and that nobody waited for", async () => {
    const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"]);
    try {
      const [line] = (await once(parent.stdout, "data")) as [Buffer];
      const pid = Number(line.toString());
      const stat = (): string => readFileSync(`/proc/${pid}/stat`, "utf8");
      while (!stat().includes(") Z ")) await sleep(10);
      const started = stat().split(" ")[21] ?? "";
      await withTempDir(async (folder) => {
        const holder = { ...ownIdentity(), pid, started };
        writeFileSync(join(folder, "1"), JSON.stringify(holder));
        const taken = lockFolder(folder, { timeoutMs: 0 });
        expect(await codeOf(taken)).toBeUndefined();
      });
    } finally {
      parent.kill("SIGKILL");
    }
  });

  it("is given back on a full disk, and leaves no half-made file", async () => {
    await withTempDir(async (folder) => {
      const mounted = await run("mount", [
        ...["-t", "tmpfs", "-o", "size=16k", "tmpfs", folder],
      ]);
      if (mounted.status !== 0) {
        // Only root can make a disk that is full.
        expect(process.getuid?.()).not.toBe(0);
        return;
      }
      try {
        const held = await lockFolder(folder, { timeoutMs: 0 });
        expect(() => {
          writeFileSync(join(folder, "fill"), Buffer.alloc(1 << 20));
        }).toThrow("ENOSPC");
        held.release();
        expect(readFileSync(join(folder, "1"), "utf8")).toBe("free\n");
        expect(await codeOf(lockFolder(folder, { timeoutMs: 0 }))).toBe(
          "IO_DISK_FULL",
        );
        expect(readdirSync(folder).toSorted()).toEqual(["1", "fill"]);
      } finally {
        await runOk("umount", ["-l", folder]);
      }
    });
  });

  it.each(["", "{", "null", "{}", "free"])(
    "is never taken from a file that nobody of us wrote: %j",
    async (text) => {
      await withTempDir(async (folder) => {
        writeFileSync(join(folder, "1"), text);
        expect(await codeOf(lockFolder(folder, { timeoutMs: 0 }))).toBe(
          "IO_LOCKED",
        );
      });
    },
  );

  it("goes on from the highest number, not from the last name", async () => {
    await withTempDir(async (folder) => {
      const lock = join(folder, "lock");
      mkdirSync(lock);
      for (const name of ["9", "10"]) writeFileSync(join(lock, name), "free\n");
      const held = await lockFolder(lock, { timeoutMs: 0 });
      expect(readdirSync(lock)).toContain("11");
      held.release();
    });
  });
});
