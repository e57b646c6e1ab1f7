import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it } from "@jest/globals";
import {
  describeWithTool,
  rpmbuild,
  run,
  runOk,
  withTempDir,
} from "@stx-patch/testkit";

const BIN = new URL("../../bin/patch-build.js", import.meta.url).pathname;
const OPTIONS = [
  "--id",
  "STOP_0001",
  "--release",
  "20.06",
  "--all-nodes",
  "in",
];

/** Large enough that a build can be met in the middle of its writing. */
const PAYLOAD_BYTES = 96 << 20;

describeWithTool("rpmbuild", "a build that is cut off", () => {
  let rpm = Buffer.alloc(0);

  beforeAll(async () => {
    await withTempDir(async (folder) => {
      const path = await rpmbuild(
        {
          name: "big",
          payload: "w.ufdio",
          files: [{ path: "/opt/big", content: randomBytes(PAYLOAD_BYTES) }],
        },
        folder,
      );
      rpm = await readFile(path);
    });
  });

  async function prepare(cwd: string): Promise<string> {
    await mkdir(join(cwd, "in"));
    await writeFile(join(cwd, "in/big-1.0-1.noarch.rpm"), rpm);
    const target = join(cwd, "STOP_0001.patch");
    await writeFile(target, "older");
    return target;
  }

  /** Starts a build and waits until its temporary file grows. */
  async function startBuild(cwd: string): Promise<ReturnType<typeof spawn>> {
    const child = spawn(process.execPath, [BIN, ...OPTIONS], {
      cwd,
      stdio: "ignore",
    });
    for (let tries = 0; tries < 2_000; tries++) {
      const names = await readdir(cwd);
      if (names.some((name) => name.endsWith(".partial"))) return child;
      await sleep(5);
    }
    throw new Error("the build did not start to write");
  }

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "by %s leaves nothing and keeps the older file",
    async (signal, status) => {
      await withTempDir(async (cwd) => {
        const target = await prepare(cwd);
        const child = await startBuild(cwd);
        const ended = new Promise((resolve) => child.on("close", resolve));
        child.kill(signal);
        expect(await ended).toBe(status);
        expect((await readdir(cwd)).toSorted()).toEqual([
          "STOP_0001.patch",
          "in",
        ]);
        expect(await readFile(target, "utf8")).toBe("older");
      });
    },
  );

  it("by kill -9 leaves at most one temporary file, which the next build removes", async () => {
    await withTempDir(async (cwd) => {
      const target = await prepare(cwd);
      const child = await startBuild(cwd);
      const ended = new Promise((resolve) => child.on("close", resolve));
      child.kill("SIGKILL");
      await ended;
      expect(await readFile(target, "utf8")).toBe("older");
      expect(await readdir(cwd)).toHaveLength(3);
      await runOk(process.execPath, [BIN, ...OPTIONS], { cwd });
      expect((await readdir(cwd)).toSorted()).toEqual([
        "STOP_0001.patch",
        "in",
      ]);
    });
  });

  it("by a full disk says so, leaves nothing and keeps the older file", async () => {
    await withTempDir(async (cwd) => {
      await prepare(cwd);
      const small = join(cwd, "small");
      await mkdir(small);
      const mounted = await run("mount", [
        "-t",
        "tmpfs",
        "-o",
        "size=8m",
        "tmpfs",
        small,
      ]);
      if (mounted.status !== 0) {
        // Only root can make a disk that is full; the adapter's own tests cover the error code.
        expect(process.getuid?.()).not.toBe(0);
        return;
      }
      try {
        const target = join(small, "STOP_0001.patch");
        await writeFile(target, "older");
        const { status, stderr } = await run(
          process.execPath,
          [BIN, ...OPTIONS, "-o", small],
          { cwd },
        );
        expect(stderr).toContain("IO_DISK_FULL");
        expect(status).toBe(5);
        expect(await readdir(small)).toEqual(["STOP_0001.patch"]);
        expect(await readFile(target, "utf8")).toBe("older");
      } finally {
        await runOk("umount", [small]);
      }
    });
  });

  // Status 13 and not a word, with the temporary file left behind, is what Node makes of it.
  it("by its own end, because what it waits for cannot come, says so", async () => {
    await withTempDir(async (cwd) => {
      const target = await prepare(cwd);
      const neverEnding = `
        import { open } from "node:fs/promises";
        const handle = await open(process.execPath);
        handle.constructor.prototype.sync = () => new Promise(() => undefined);
        await handle.close();
      `;
      const { status, stderr } = await run(
        process.execPath,
        [
          "--import",
          `data:text/javascript,${encodeURIComponent(neverEnding)}`,
          BIN,
          ...OPTIONS,
        ],
        { cwd },
      );
      expect(stderr).toContain("CLI_INTERNAL");
      expect(status).toBe(70);
      expect((await readdir(cwd)).toSorted()).toEqual([
        "STOP_0001.patch",
        "in",
      ]);
      expect(await readFile(target, "utf8")).toBe("older");
    });
  });
});

/** Incompressible and the same in each run (xorshift). */
function randomBytes(count: number): Buffer {
  const words = new Uint32Array(count / 4);
  let state = 2463534242;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return Buffer.from(words.buffer);
}
