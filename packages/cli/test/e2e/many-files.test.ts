import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { run, TEST_KEYS, withTempDir } from "@stx-patch/testkit";
import { runCli } from "../support/cli.js";
import { craftedPatch } from "../support/reports.js";
import { schemaErrors } from "../support/schema.js";

const BIN = new URL("../../bin/patch-verify.js", import.meta.url).pathname;
const TRUST = `dev=${TEST_KEYS.dev.certificate}`;

/** A delivery with everything that can be wrong with a file. */
async function delivery(cwd: string): Promise<string[]> {
  const good = await craftedPatch();
  const files = {
    "good.patch": good,
    "cut.patch": good.subarray(0, good.length / 2),
    "bent.patch": good.map((byte, i) => (i === 900 ? byte ^ 1 : byte)),
    "empty.patch": new Uint8Array(),
  };
  for (const [name, bytes] of Object.entries(files))
    await writeFile(join(cwd, name), bytes);
  const names = Object.keys(files);
  return [...names, "missing.patch", ".", ...names];
}

describe("many files at a time", () => {
  it.each([
    ["JSON", ["--json"]],
    ["only what is wrong", ["--quiet"]],
    ["SARIF and all of the text", ["--verbose", "--sarif", "-"]],
  ])("say the same as one after the other: %s", async (_, options) => {
    await withTempDir(async (cwd) => {
      const files = await delivery(cwd);
      const argv = ["--trust", TRUST, ...options, ...files];
      const [alone, together] = await Promise.all([
        // Threads load their module as a file, so they need the built program; one after the other does not.
        runCli("patch-verify", ["--jobs", "1", ...argv], { cwd }),
        run(process.execPath, [BIN, "--jobs", "3", ...argv], { cwd }),
      ]);
      const stdout = together.stdout.toString();
      const ignoreTime = (text: string): string =>
        text.replace(/"\w+TimeUtc": ".*"/g, "");
      expect(ignoreTime(stdout)).toBe(ignoreTime(alone.stdout));
      const ignoreJobs = (text: string): string =>
        text.replace(/\d+ at a time/, "");
      expect(ignoreJobs(together.stderr)).toBe(ignoreJobs(alone.stderr));
      expect([together.status, alone.status]).toEqual([5, 5]);
      if (options.includes("--json"))
        expect(schemaErrors("verify-result", stdout)).toEqual([]);
    });
  });

  it("take one of them from stdin", async () => {
    await withTempDir(async (cwd) => {
      const files = ["good.patch", "-", "cut.patch"];
      await delivery(cwd);
      const { stdout, status } = await run(
        process.execPath,
        [BIN, "--trust", TRUST, "-j2", ...files],
        { cwd, input: await craftedPatch() },
      );
      expect(
        [...stdout.toString().matchAll(/^(\S+): ([A-Z]+)$/gm)].map(
          ([line]) => line,
        ),
      ).toEqual(["good.patch: TRUSTED", "-: TRUSTED", "cut.patch: MALFORMED"]);
      expect(status).toBe(2);
    });
  });

  it("end at once with Ctrl-C", async () => {
    await withTempDir(async (cwd) => {
      await delivery(cwd);
      // Waits for a stdin that nobody writes to, once a thread has done its work.
      const child = spawn(
        process.execPath,
        [BIN, "-j2", "good.patch", "-", "cut.patch"],
        { cwd, stdio: ["pipe", "pipe", "ignore"] },
      );
      const ended = once(child, "close");
      await once(child.stdout, "data");
      child.kill("SIGINT");
      expect(await ended).toEqual([130, null]);
    });
  });
});
