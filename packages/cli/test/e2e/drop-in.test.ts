import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { uploadToTarget, vectorPath, withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";

const RPM = vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");
const OTHER = vectorPath(
  "rpm",
  "unsigned/4.11/sysinv-1.0-1055.tis.6.x86_64.rpm",
);
const env = { PLATFORM_RELEASE: "20.06" };

describe("patch_build, called as existing scripts call it", () => {
  it("takes prefixes, --opt=value and positional RPMs, and prints the original's line alone", async () => {
    await withTempDir(async (cwd) => {
      await writeFile(join(cwd, "check.sh"), "#!/bin/sh\nexit 0\n");
      const { status, stdout } = await runCli(
        "patch_build",
        [
          ...[
            "--id=OLD_0001",
            "--reb",
            "N",
            "--sum",
            "- starts with a dash",
            "--unrem",
          ],
          ...["--pre-a=check.sh", "--worker", OTHER, RPM],
        ],
        { cwd, env },
      );
      expect(stdout).toBe(`Patch is ${join(cwd, "OLD_0001.patch")}\n`);
      expect(status).toBe(0);
      const report = await uploadToTarget(join(cwd, "OLD_0001.patch"));
      expect(report).toMatchObject({
        accepted: true,
        role: "dev",
        metadata: {
          reboot_required: "N",
          summary: "- starts with a dash",
          unremovable: "Y",
          semantics: ["pre-apply"],
          personalities: { worker: ["sysinv"] },
        },
      });
    });
  });

  it("takes the last one of a repeated text, as getopt does", async () => {
    await withTempDir(async (cwd) => {
      const argv = ["--id", "A", "--id", "B", "--controller", RPM];
      const { status } = await runCli("patch_build", argv, { cwd, env });
      expect(status).toBe(0);
      expect(existsSync(join(cwd, "B.patch"))).toBe(true);
    });
  });

  it("refuses an ambiguous prefix and our own options", async () => {
    const ambiguous = await runCli("patch_build", ["--re", "x", RPM], {
      cwd: "/",
      env,
    });
    expect(codesIn(ambiguous.stderr)).toContain("CLI_OPTION_AMBIGUOUS");
    const ours = await runCli("patch_build", ["--id", "A", "--no-ima", RPM], {
      cwd: "/",
      env,
    });
    expect(codesIn(ours.stderr)).toContain("CLI_OPTION_UNKNOWN");
  });

  it("ends options at the first RPM", async () => {
    const { stderr } = await runCli("patch_build", [RPM, "--id", "A"], {
      cwd: "/",
      env,
    });
    expect(codesIn(stderr)).toEqual(
      expect.arrayContaining(["BUILD_ID_MISSING", "CLI_INPUT_MISSING"]),
    );
  });
});
