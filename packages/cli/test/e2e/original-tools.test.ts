import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { uploadToTarget, vectorPath, withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";

const VECTOR = vectorPath("patch", "texts/TEXT_0001.patch");

async function withPatch(
  step: (cwd: string, path: string) => Promise<void>,
): Promise<void> {
  await withTempDir(async (cwd) => {
    const path = join(cwd, "TEXT_0001.patch");
    await copyFile(VECTOR, path);
    await step(cwd, path);
  });
}

describe("modify_patch, called as existing scripts call it", () => {
  it.each([
    ["--obsolete", "OBS"],
    ["--rel", "REL"],
    ["--dev", "DEV"],
  ])("%s prints the original's line alone", async (option, status) => {
    await withPatch(async (cwd, path) => {
      const argv = [option, "--file=TEXT_0001.patch"];
      const result = await runCli("modify_patch", argv, { cwd });
      expect(result).toMatchObject({
        status: 0,
        stdout: `Patch '${path}' has been modified to status '${status}'\n`,
      });
      const { stdout } = await runCli(
        "query_patch",
        argv.slice(1).concat("--field", "status"),
        { cwd },
      );
      expect(stdout).toBe(`status: '${status}'\n`);
    });
  });

  it("finds a patch by release and id, as the original's git had it", async () => {
    await withPatch(async (cwd, here) => {
      await mkdir(join(cwd, "20.06"));
      const argv = ["--released", "--sw_version", "20.06", "--id", "TEXT_0001"];
      const inPlace = await runCli("modify_patch", argv, { cwd });
      expect(inPlace.stdout).toBe(
        [
          "patch_id = TEXT_0001",
          "patch_file_name = TEXT_0001.patch",
          `patch_path = ${here}`,
          "Patch 'TEXT_0001' has been modified to status 'REL'",
          "",
        ].join("\n"),
      );
      const below = join(cwd, "20.06/TEXT_0001.patch");
      await copyFile(here, below);
      const both = await runCli("modify_patch", argv, { cwd });
      expect(codesIn(both.stderr)).toEqual(["CLI_OPTIONS_CONFLICT"]);
    });
  });

  it("expands the home folder that a shell leaves to it", async () => {
    await withPatch(async (cwd, path) => {
      const argv = ["--released", "--file=~/TEXT_0001.patch"];
      const options = { cwd: "/", env: { HOME: cwd } };
      expect((await runCli("modify_patch", argv, options)).status).toBe(0);
      expect((await uploadToTarget(path)).metadata?.status).toBe("REL");
    });
  });

  it.each([
    [[], 1, ["CLI_ARGUMENT_MISSING", "CLI_ARGUMENT_MISSING"]],
    [["--released", "--sw_version", "20.06"], 1, ["CLI_ARGUMENT_MISSING"]],
    [["--released", "TEXT_0001.patch"], 1, ["CLI_ARGUMENT_UNEXPECTED"]],
    [["--released", "--obsolete", "--file", "x"], 1, ["CLI_OPTIONS_CONFLICT"]],
    [["--released", "--summary=x", "--file", "x"], 1, ["CLI_OPTION_UNKNOWN"]],
    [["--released", "--id", "../x", "--sw_version", "1"], 1, ["ID_INVALID"]],
    [
      ["--released", "--id", "x", "--sw_version", ".."],
      1,
      ["CLI_OPTION_VALUE_INVALID"],
    ],
  ])("refuses %j", async (argv, status, codes) => {
    const result = await runCli("modify_patch", argv, { cwd: "/" });
    expect(codesIn(result.stderr)).toEqual(codes);
    expect(result.status).toBe(status);
  });

  it("says that it failed, and fails", async () => {
    await withPatch(async (cwd, path) => {
      const cases = [
        [["--file", "missing.patch"], 5],
        [["--sw_version", "20.06", "--id", "OTHER"], 5],
      ] as const;
      for (const [argv, expected] of cases) {
        const { status, stdout } = await runCli(
          "modify_patch",
          ["--released", ...argv],
          { cwd },
        );
        expect(status).toBe(expected);
        expect(stdout).toMatch(/Failed to modify patch!\n$/);
      }
      await copyFile(path, join(cwd, "OTHER.patch"));
      const argv = ["--released", "--sw_version", "20.06", "--id", "OTHER"];
      const other = await runCli("modify_patch", argv, { cwd });
      expect(codesIn(other.stderr)).toEqual(["CLI_PATCH_MISMATCH"]);
      expect(other.status).toBe(2);
      expect(await readFile(join(cwd, "OTHER.patch"))).toEqual(
        await readFile(VECTOR),
      );
    });
  });
});

describe("query_patch, called as existing scripts call it", () => {
  it("prints the original's lines in the original's order", async () => {
    await withPatch(async (cwd) => {
      const argv = ["--file", "TEXT_0001.patch"];
      const { status, stdout, stderr } = await runCli("query_patch", argv, {
        cwd,
      });
      expect(stdout).toBe(
        `id: 'TEXT_0001'
sw_version: '20.06'
status: 'O'
cert: 'dev'
reboot_required: 'Y'
unremovable: 'N'
summary: 'a < b && c > d "quoted" 'single''
description: 'first line
second line

  indented\\x09Tab'
install_instructions: '1. lock
2. install
3. unlock'
warnings: 'Straße — 日本語'
apply_active_release_only: 'N'
`,
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    });
  });

  it("prints a list as Python does", async () => {
    await withPatch(async (cwd) => {
      const argv = ["--file", "TEXT_0001.patch", "--field", "contents"];
      const { stdout } = await runCli("query_patch", argv, { cwd });
      expect(stdout).toBe("contents: '['cgcs-patch-1.0-31.tis.x86_64.rpm']'\n");
    });
  });

  it("shows nothing of a patch that the original would not open, and fails", async () => {
    const file = vectorPath("patch", "signed-formal/FORMAL_0001.patch");
    const { status, stdout } = await runCli("query_patch", ["--file", file], {
      cwd: "/",
    });
    expect(stdout).toBe("Failed to query patch!\n");
    expect(status).toBe(3);
  });
});
