import { copyFile, readdir, readFile, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { run, runOk, vectorPath, withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";

const RPM = vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");
const GOOD = ["--id", "P_0001", "--release", "20.06"];
const BIN = new URL("../../bin/patch-build.js", import.meta.url).pathname;

/** Each of these once went wrong; the names say how. */
describe("patch-build", () => {
  it("does not take every RPM of the working directory for an empty value", async () => {
    await withTempDir(async (cwd) => {
      await copyFile(RPM, join(cwd, basename(RPM)));
      const { status, stderr } = await runCli(
        "patch-build",
        [...GOOD, "--controller", ""],
        {
          cwd,
        },
      );
      expect(codesIn(stderr)).toEqual(["CLI_INPUT_MISSING"]);
      expect(status).toBe(1);
    });
  });

  it.each(["dir", "dir/*.rpm"])(
    "does not leave out a link to nowhere in %s",
    async (argument) => {
      await withTempDir(async (cwd) => {
        await runOk("mkdir", [join(cwd, "dir")]);
        await copyFile(RPM, join(cwd, "dir", basename(RPM)));
        await symlink("nowhere", join(cwd, "dir/gone-1-1.noarch.rpm"));
        const { status, stderr } = await runCli(
          "patch-build",
          [...GOOD, argument],
          { cwd },
        );
        expect(codesIn(stderr)).toEqual([expect.stringMatching(/^IO_/)]);
        expect(stderr).toContain("gone-1-1.noarch.rpm");
        expect(status).toBe(5);
      });
    },
  );

  it("does not take a leading exclamation mark for a negation", async () => {
    await withTempDir(async (cwd) => {
      await copyFile(RPM, join(cwd, basename(RPM)));
      const { stderr } = await runCli(
        "patch-build",
        [...GOOD, "!other/*.rpm"],
        { cwd },
      );
      expect(codesIn(stderr)).toEqual(["CLI_INPUT_MISSING"]);
    });
  });

  it("does not replace one of its inputs, by whatever name", async () => {
    await withTempDir(async (cwd) => {
      const copy = join(cwd, basename(RPM));
      await copyFile(RPM, copy);
      await symlink(basename(RPM), join(cwd, "link.patch"));
      for (const output of [basename(RPM), "link.patch"]) {
        const { status, stderr } = await runCli(
          "patch-build",
          [...GOOD, copy, "-o", output],
          {
            cwd,
          },
        );
        expect(codesIn(stderr)).toEqual(["CLI_OUTPUT_IS_INPUT"]);
        expect(status).toBe(1);
      }
      expect((await readFile(copy)).equals(await readFile(RPM))).toBe(true);
    });
  });

  it("names the file that is no RPM", async () => {
    const { stderr } = await runCli("patch-build", [...GOOD, "/etc/passwd"], {
      cwd: "/",
    });
    expect(stderr).toContain("/etc/passwd");
  });

  it.each([
    ["a pipe of the output's name", "mkfifo P_0001.patch", "IO_NOT_REGULAR"],
    ["a link in a circle", "ln -s P_0001.patch P_0001.patch", "IO_BAD_LINK"],
  ])(
    "tells about %s before the work, also in a dry run",
    async (_, prepare, code) => {
      await withTempDir(async (cwd) => {
        await runOk("sh", ["-c", prepare], { cwd });
        const argv = [...GOOD, "--dry-run", "-o", "P_0001.patch", RPM];
        const { status, stderr } = await runCli("patch-build", argv, { cwd });
        expect([codesIn(stderr), status]).toEqual([[code], 5]);
      });
    },
  );

  it("does not exit with 0 when the reader of its output went away, and leaves nothing", async () => {
    await withTempDir(async (cwd) => {
      const script = `"$@" -o - | true; echo "\${PIPESTATUS[0]}"`;
      const { stdout } = await run(
        "bash",
        ["-c", script, "bash", process.execPath, BIN, ...GOOD, "--quiet", RPM],
        { cwd, env: { TMPDIR: cwd } },
      );
      // The few bytes of this patch fit into the pipe unless the reader is quicker; never a stack trace.
      expect(["0", "5"]).toContain(stdout.toString().trim());
      expect(await readdir(cwd)).toEqual([]);
    });
  });

  it("says in one line that stdout is full, and leaves nothing", async () => {
    await withTempDir(async (cwd) => {
      const script = `"$@" -o - >/dev/full`;
      const { status, stderr } = await run(
        "bash",
        ["-c", script, "bash", process.execPath, BIN, ...GOOD, RPM],
        { cwd, env: { TMPDIR: cwd } },
      );
      expect(codesIn(stderr)).toEqual(["IO_DISK_FULL"]);
      expect(stderr).not.toContain("    at ");
      expect(status).toBe(5);
      expect(await readdir(cwd)).toEqual([]);
    });
  });
});

describe("a working directory that is gone", () => {
  it("is one error with a code, not a trace of Node's", async () => {
    await withTempDir(async (cwd) => {
      const script = `mkdir gone && cd gone && rmdir ../gone && exec "$@"`;
      const { status, stderr } = await run(
        "bash",
        ["-c", script, "bash", process.execPath, BIN, ...GOOD, RPM],
        { cwd },
      );
      expect(codesIn(stderr)).toEqual(["IO_NOT_FOUND"]);
      expect(stderr).not.toContain("    at ");
      expect(status).toBe(5);
    });
  });
});

describe("patch-verify", () => {
  it("refuses to read stdin twice", async () => {
    const { status, stderr } = await runCli("patch-verify", ["-", "-"], {
      cwd: "/",
    });
    expect(codesIn(stderr)).toEqual(["CLI_ARGUMENT_UNEXPECTED"]);
    expect(status).toBe(1);
  });
});
