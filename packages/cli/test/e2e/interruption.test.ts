import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, it } from "@jest/globals";
import {
  describeWithTool,
  rpmbuild,
  run,
  runOk,
  waitUntil,
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

/** Large enough that a build is in the middle of its writing when it has written {@link STUCK_BYTES}. */
const PAYLOAD_BYTES = 96 << 20;
const STUCK_BYTES = 8 << 20;

/** A disk that takes no more for a while: so a build is met in the middle of its writing, however busy the machine is. */
const STUCK = preload(`
  import { open } from "node:fs/promises";
  const handle = await open(process.execPath);
  const { prototype } = handle.constructor;
  const { write } = prototype;
  let writtenBytes = 0;
  prototype.write = async function (...given) {
    if (writtenBytes >= ${STUCK_BYTES}) await new Promise((resolve) => setTimeout(resolve, 600_000));
    const result = await write.apply(this, given);
    writtenBytes += result.bytesWritten;
    return result;
  };
  await handle.close();
`);

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

  /** Starts a build and waits until a part of its temporary file is there. */
  async function startBuild(cwd: string): Promise<ReturnType<typeof spawn>> {
    const child = spawn(process.execPath, [...STUCK, BIN, ...OPTIONS], {
      cwd,
      stdio: "ignore",
    });
    const isInTheMiddle = async (): Promise<boolean> => {
      const names = await readdir(cwd);
      const partial = names.find((name) => name.endsWith(".partial"));
      if (partial === undefined) return false;
      return (await stat(join(cwd, partial))).size >= STUCK_BYTES;
    };
    await waitUntil(isInTheMiddle, "a part of the patch is written");
    return child;
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
      const neverEnding = preload(`
        import { open } from "node:fs/promises";
        const handle = await open(process.execPath);
        handle.constructor.prototype.sync = () => new Promise(() => undefined);
        await handle.close();
      `);
      const { status, stderr } = await run(
        process.execPath,
        [...neverEnding, BIN, ...OPTIONS],
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

/** Node's options to run a module before the command. */
function preload(module: string): string[] {
  return ["--import", `data:text/javascript,${encodeURIComponent(module)}`];
}

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
