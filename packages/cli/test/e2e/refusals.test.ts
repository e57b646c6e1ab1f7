import { copyFile, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { TEST_KEYS, vectorPath, withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { GOOD, REFUSED, RPM } from "../support/refused-command-lines.js";

const OTHER = vectorPath(
  "rpm",
  "unsigned/4.11/sysinv-1.0-1055.tis.6.x86_64.rpm",
);
/** Runs patch-build in an empty folder and checks that nothing is left there. */
async function refuse(
  argv: readonly string[],
  prepare: (cwd: string) => Promise<void> = () => Promise.resolve(),
): Promise<CliResult> {
  return withTempDir(async (cwd) => {
    await prepare(cwd);
    const before = await readdir(cwd);
    const result = await runCli("patch-build", argv, { cwd });
    expect(await readdir(cwd)).toEqual(before);
    expect(result.stdout).toBe("");
    return result;
  });
}

describe("patch-build refuses", () => {
  it.each(REFUSED)("%s", async (_, argv, codes, status) => {
    const result = await refuse(argv);
    expect(codesIn(result.stderr)).toEqual(codes);
    expect(result.status).toBe(status);
  });

  it("a file that is no RPM", async () => {
    const { stderr, status } = await refuse(
      [...GOOD, "--controller", "text.rpm"],
      (cwd) => writeFile(join(cwd, "text.rpm"), "not an RPM ".repeat(20)),
    );
    expect(codesIn(stderr)).toEqual([expect.stringMatching(/^RPM_LEAD/)]);
    expect(status).toBe(2);
  });

  it("an RPM under another name, naming the right one", async () => {
    const { stderr, status } = await refuse(
      [...GOOD, "--controller", "cgcs-patch-1.0-32.tis.x86_64.rpm"],
      (cwd) => copyFile(RPM, join(cwd, "cgcs-patch-1.0-32.tis.x86_64.rpm")),
    );
    expect(codesIn(stderr)).toEqual(["BUILD_RPM_NAME_MISMATCH"]);
    expect(stderr).toContain("cgcs-patch-1.0-31.tis.x86_64.rpm");
    expect(status).toBe(2);
  });

  it("two different files of one name", async () => {
    const { stderr } = await refuse([...GOOD, RPM, "b/*.rpm"], async (cwd) => {
      await mkdir(join(cwd, "b"));
      await copyFile(
        vectorPath("rpm", "unsigned/4.14/cgcs-patch-1.0-31.tis.x86_64.rpm"),
        join(cwd, "b/cgcs-patch-1.0-31.tis.x86_64.rpm"),
      );
    });
    expect(codesIn(stderr)).toEqual(["BUILD_RPM_DUPLICATE_FILE"]);
  });

  it("a damaged RPM, whichever layout reads its payload when", async () => {
    const damaged = vectorPath("rpm", "malformed/payload-bit-flip.rpm");
    for (const layout of [
      ["--no-ima"],
      ["--ima-layout", "signature"],
      ["--ima-layout", "header"],
    ]) {
      const name = "payload-gzip-1-1.noarch.rpm";
      const { stderr, status } = await refuse(
        [...GOOD, ...layout, name],
        (cwd) => copyFile(damaged, join(cwd, name)),
      );
      expect([layout, codesIn(stderr)]).toEqual([
        layout,
        ["BUILD_RPM_DAMAGED"],
      ]);
      expect(status).toBe(2);
    }
  });

  it("a damaged RPM, before anybody is asked to sign", async () => {
    const damaged = vectorPath("rpm", "malformed/payload-bit-flip.rpm");
    const name = "payload-gzip-1-1.noarch.rpm";
    const cert = `dev=${TEST_KEYS.dev.certificate}`;
    // A signer that was asked would leave a file, and fail with another code.
    const signer = ["--signer", "cmd:touch asked", "--cert", cert, "--no-ima"];
    const { stderr } = await refuse([...GOOD, ...signer, name], (cwd) =>
      copyFile(damaged, join(cwd, name)),
    );
    expect(codesIn(stderr)).toEqual(["BUILD_RPM_DAMAGED"]);
  });

  it("broken file signatures that would stay as they are, but not those it replaces", async () => {
    const broken = vectorPath("rpm", "malformed/ima-both-layouts.rpm");
    const name = "payload-gzip-1-1.noarch.rpm";
    const prepare = (cwd: string): Promise<void> =>
      copyFile(broken, join(cwd, name));
    const kept = await refuse([...GOOD, "--no-ima", name], prepare);
    expect(codesIn(kept.stderr)).toEqual(["RPM_IMA_BOTH_LAYOUTS"]);
    expect(kept.status).toBe(2);
    await withTempDir(async (cwd) => {
      await prepare(cwd);
      const replaced = await runCli("patch-build", [...GOOD, name], { cwd });
      expect(replaced.stderr).toBe("");
      expect(replaced.status).toBe(0);
    });
  });

  it("a second script for one action", async () => {
    const { stderr } = await refuse(
      [...GOOD, "--pre-apply", "a.sh", "--pre-apply", "b.sh", RPM],
      async (cwd) => {
        await writeFile(join(cwd, "a.sh"), "#!/bin/sh\n");
        await writeFile(join(cwd, "b.sh"), "#!/bin/sh\n");
      },
    );
    expect(codesIn(stderr)).toEqual(["BUILD_SCRIPT_REPEATED"]);
  });

  it("release files below MY_REPO that disagree", async () => {
    await withTempDir(async (cwd) => {
      for (const [folder, release] of [
        ["a", "20.06"],
        ["b", "21.12"],
      ] as const) {
        await mkdir(join(cwd, folder));
        await writeFile(
          join(cwd, folder, "release-info.inc"),
          `PLATFORM_RELEASE="${release}"\n`,
        );
      }
      const { stderr, status } = await runCli(
        "patch-build",
        ["--id", "P", RPM],
        {
          cwd: "/",
          env: { MY_REPO: cwd },
        },
      );
      expect(codesIn(stderr)).toEqual(["CLI_RELEASE_AMBIGUOUS"]);
      expect(status).toBe(1);
    });
  });
});

describe("a command line of five mistakes", () => {
  it("gets five sentences that each say what to do, and exit status 1", async () => {
    const { stderr, status } = await refuse([
      "--id=a/b",
      "--reboot-required=maybe",
      "--contoller=x",
      "--key=no.pem",
      "--controller=none.rpm",
      "--release=20.06",
    ]);
    expect(codesIn(stderr).toSorted()).toEqual([
      "BUILD_ID_UNSAFE",
      "BUILD_REBOOT_REQUIRED_VALUE",
      "CLI_INPUT_MISSING",
      "CLI_KEY_NOT_FOUND",
      "CLI_OPTION_UNKNOWN",
    ]);
    const remedies = stderr
      .split("\n")
      .filter((line) => line.startsWith("       "));
    expect(remedies).toHaveLength(5);
    expect(stderr).toContain("5 problems; no patch was written");
    expect(status).toBe(1);
  });

  it("is one JSON object with --json", async () => {
    await withTempDir(async (cwd) => {
      const { stdout, status } = await runCli(
        "patch-build",
        ["--json", "--bad"],
        { cwd },
      );
      expect(JSON.parse(stdout)).toMatchObject({
        schemaVersion: 1,
        ok: false,
        problems: [
          { code: "CLI_OPTION_UNKNOWN" },
          { code: "BUILD_ID_MISSING" },
          { code: "BUILD_RELEASE_MISSING" },
          { code: "BUILD_NO_RPM" },
        ],
      });
      expect(status).toBe(1);
    });
  });
});

describe("patch-build accepts", () => {
  it("one file named for several node types, by any path", async () => {
    await withTempDir(async (cwd) => {
      await symlink(OTHER, join(cwd, "sysinv-1.0-1055.tis.6.x86_64.rpm"));
      const argv = [
        ...GOOD,
        "--json",
        ...[
          "--controller",
          OTHER,
          "--worker",
          "./sysinv*.rpm",
          "--storage",
          cwd,
        ],
      ];
      const { stdout, status } = await runCli("patch-build", argv, { cwd });
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        rpms: [{ personalities: ["controller", "worker", "storage"] }],
      });
    });
  });
});
