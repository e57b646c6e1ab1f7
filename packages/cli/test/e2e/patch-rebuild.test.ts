import { readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { TEST_KEYS, vectorPath, withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

const ID = "STX_20.06_PATCH_0007";
const KEY = TEST_KEYS.dev.privateKey;
const RPM = vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");

/** A folder with a patch that was built with these options. */
async function withBuilt(
  options: readonly string[],
  use: (
    rebuild: (...argv: string[]) => Promise<CliResult>,
    cwd: string,
  ) => Promise<void>,
): Promise<void> {
  await withTempDir(async (cwd) => {
    await writeFile(join(cwd, "check.sh"), "#!/bin/sh\nexit 0\n");
    const argv = ["--id", ID, "--release", "20.06", "--key", KEY, ...options];
    const built = await runCli("patch-build", [...argv, RPM], { cwd });
    expect(built.status).toBe(0);
    await use(
      (...more) => runCli("patch-rebuild", [`${ID}.patch`, ...more], { cwd }),
      cwd,
    );
  });
}

describe("patch-rebuild", () => {
  it.each([
    ["signed files", []],
    ["files as they are", ["--no-ima", "--controller", RPM]],
    ["the other layout", ["--ima-layout", "signature"]],
    ["scripts and texts", ["--pre-apply", "check.sh", "--warn", "Mind <&>"]],
  ])("gives the same bytes for a patch with %s", async (_, options) => {
    await withBuilt(options, async (rebuild) => {
      const { status, stdout } = await rebuild("--key", KEY);
      expect(stdout).toContain("the rebuilt patch: IDENTICAL");
      expect(status).toBe(0);
    });
  });

  it("says that it did not make the signature without the key", async () => {
    await withBuilt([], async (rebuild) => {
      const { status, stdout } = await rebuild("--json");
      expect(schemaErrors("rebuild-result", stdout)).toEqual([]);
      expect(JSON.parse(stdout)).toMatchObject({
        verdict: "same-but-signature",
        signature: "carried over",
      });
      expect(status).toBe(0);
    });
  });

  it("tells a random salt from other content", async () => {
    await withBuilt(["--random-salt"], async (rebuild) => {
      const { status, stdout } = await rebuild("--key", KEY);
      expect(status).toBe(0);
      expect(stdout).toContain("SAME-BUT-SIGNATURE");
      expect(stdout).toContain("--random-salt");
    });
  });

  it("tells another compression from other content", async () => {
    await withBuilt([], async (rebuild, cwd) => {
      const path = join(cwd, `${ID}.patch`);
      const patch = await readFile(path);
      // The time in the gzip header, which nothing covers.
      patch[4] = (patch[4] ?? 0) ^ 1;
      await writeFile(path, patch);
      const { status, stdout } = await rebuild("--key", KEY);
      expect(status).toBe(0);
      expect(stdout).toContain("SAME-BUT-PACKAGING");
    });
  });

  it("finds the tar headers of the original tool different", async () => {
    await withTempDir(async (cwd) => {
      const patch = vectorPath("patch", "ima-main-header/IMA_0001.patch");
      const { status, stdout } = await runCli("patch-rebuild", [patch], {
        cwd,
      });
      expect(status).toBe(6);
      expect(stdout).toContain("the rebuilt patch: DIFFERENT");
      expect(stdout).toContain("2 identical");
      expect(stdout).toContain("another tool");
    });
  });

  it.each([
    [[], 1, "CLI_ARGUMENT_MISSING"],
    [["-"], 1, "CLI_ARGUMENT_MISSING"],
    [["a", "b"], 1, "CLI_ARGUMENT_UNEXPECTED"],
    [["lost.patch"], 5, "IO_NOT_FOUND"],
    [
      [vectorPath("patch", "signed-formal/FORMAL_0001.patch")],
      3,
      "CLI_PATCH_UNTRUSTED",
    ],
  ])("refuses %j", async (argv, status, code) => {
    await withTempDir(async (cwd) => {
      const refused = await runCli("patch-rebuild", argv, { cwd });
      expect(refused.status).toBe(status);
      expect(codesIn(refused.stderr)).toContain(code);
    });
  });

  it("leaves nothing in the system's temporary folder", async () => {
    await withBuilt([], async (rebuild) => {
      await rebuild();
      const left = (await readdir(tmpdir())).filter(
        (name) => name.includes("patch-rebuild.") || name.includes(`${ID}.`),
      );
      expect(left).toEqual([]);
    });
  });
});
