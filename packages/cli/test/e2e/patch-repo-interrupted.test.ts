import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { lockFolder } from "@stx-patch/node-io";
import { vectorPath, withTempDir } from "@stx-patch/testkit";

const BIN = new URL("../../bin/patch-repo.js", import.meta.url).pathname;
const PATCH = vectorPath("patch", "flags/FLAG_0001.patch");
const LOCK = ".patch-repo.lock";

describe("patch-repo add", () => {
  it("leaves no empty repository in a new directory when it is interrupted", async () => {
    await withTempDir(async (cwd) => {
      const repo = join(cwd, "repo");
      // It waits for this lock, its new folders in place.
      const lock = await lockFolder(join(repo, LOCK), { timeoutMs: 0 });
      const child = spawn(
        process.execPath,
        [BIN, "add", "--timeout", "60", "repo", PATCH],
        { cwd, stdio: "ignore" },
      );
      const ended = new Promise((resolve) => child.on("close", resolve));
      while (!existsSync(join(repo, "metadata/committed"))) await sleep(10);
      child.kill("SIGTERM");
      expect(await ended).toBe(143);
      lock.release();
      expect(await readdir(repo)).toEqual([LOCK]);
    });
  }, 30_000);
});
