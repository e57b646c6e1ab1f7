import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { vectorPath, withTempDir } from "@stx-patch/testkit";
import { runCli } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

const RPM = vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");
const OTHER = vectorPath(
  "rpm",
  "unsigned/4.11/sysinv-1.0-1055.tis.6.x86_64.rpm",
);
const COMMON = [
  "--id",
  "OUT_0001",
  "--release",
  "20.06",
  "--controller",
  RPM,
  "--worker",
  OTHER,
];

describe("the output of patch-build", () => {
  it("goes into the working directory, a directory or a file", async () => {
    await withTempDir(async (cwd) => {
      await mkdir(join(cwd, "out"));
      for (const [argv, path] of [
        [[], "OUT_0001.patch"],
        [["-o", "out"], "out/OUT_0001.patch"],
        [["--output=out/other.patch"], "out/other.patch"],
      ] as const) {
        const { stdout, status } = await runCli(
          "patch-build",
          [...COMMON, ...argv],
          { cwd },
        );
        expect(status).toBe(0);
        expect(stdout.split("\n")[0]).toBe(`Patch is ${join(cwd, path)}`);
      }
      expect((await readdir(join(cwd, "out"))).toSorted()).toEqual([
        "OUT_0001.patch",
        "other.patch",
      ]);
    });
  });

  it("goes to stdout with -o -, the summary to stderr", async () => {
    await withTempDir(async (cwd) => {
      const { stdoutBytes, stderr } = await runCli(
        "patch-build",
        [...COMMON, "-o", "-"],
        { cwd },
      );
      expect(stderr).toContain("Patch is stdout");
      expect(await readdir(cwd)).toEqual([]);
      const verified = await runCli("patch-verify", ["-"], {
        cwd,
        stdin: stdoutBytes,
      });
      expect(verified.status).toBe(0);
    });
  });

  it("is refused on a terminal", async () => {
    const result = await runCli("patch-build", [...COMMON, "-o", "-"], {
      cwd: "/",
      terminal: true,
    });
    expect(result.stderr).toContain("CLI_OUTPUT_TERMINAL");
    expect(result.status).toBe(1);
  });

  it("is nothing at all with --dry-run but the plan", async () => {
    await withTempDir(async (cwd) => {
      const { stdout, status } = await runCli(
        "patch-build",
        [...COMMON, "--dry-run"],
        { cwd },
      );
      expect(stdout).toContain("Dry run");
      expect(stdout).toContain("cgcs-patch-1.0-31.tis.x86_64");
      expect(status).toBe(0);
      expect(await readdir(cwd)).toEqual([]);
    });
  });

  it("is silence with --quiet", async () => {
    await withTempDir(async (cwd) => {
      const { stdout, stderr } = await runCli(
        "patch-build",
        [...COMMON, "--quiet"],
        { cwd },
      );
      expect(stdout + stderr).toBe("");
    });
  });

  it("fits its schema with --json and tells the file's digest", async () => {
    await withTempDir(async (cwd) => {
      const { stdout } = await runCli("patch-build", [...COMMON, "--json"], {
        cwd,
      });
      expect(schemaErrors("build-result", stdout)).toEqual([]);
      const result = JSON.parse(stdout) as { path: string; sha256: string };
      const digest = createHash("sha256").update(await readFile(result.path));
      expect(result.sha256).toBe(digest.digest("hex"));
      const dry = await runCli(
        "patch-build",
        [...COMMON, "--json", "--dry-run"],
        { cwd },
      );
      expect(schemaErrors("build-result", dry.stdout)).toEqual([]);
      const failed = await runCli("patch-build", ["--json"], { cwd });
      expect(schemaErrors("failure", failed.stdout)).toEqual([]);
    });
  });

  it("replaces an older file when it succeeds, and only then", async () => {
    await withTempDir(async (cwd) => {
      const path = join(cwd, "OUT_0001.patch");
      await writeFile(path, "older");
      const damaged = vectorPath("rpm", "malformed/payload-bit-flip.rpm");
      const copy = join(cwd, "payload-gzip-1-1.noarch.rpm");
      await writeFile(copy, await readFile(damaged));
      const failed = await runCli(
        "patch-build",
        [...COMMON, "--ima-layout=signature", copy],
        {
          cwd,
        },
      );
      expect(failed.status).toBe(2);
      expect(await readFile(path, "utf8")).toBe("older");
      expect((await readdir(cwd)).toSorted()).toEqual([
        "OUT_0001.patch",
        "payload-gzip-1-1.noarch.rpm",
      ]);
      expect((await runCli("patch-build", COMMON, { cwd })).status).toBe(0);
      expect((await readFile(path)).length).toBeGreaterThan(1000);
    });
  });
});

describe("patch-verify and patch-query", () => {
  const folder = vectorPath("patch", "every-personality");
  const patch = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith(".patch")) ?? "",
  );

  it("fit their schemas with --json", async () => {
    const verified = await runCli(
      "patch-verify",
      ["--json", patch, "/nowhere.patch"],
      { cwd: "/" },
    );
    expect(schemaErrors("verify-result", verified.stdout)).toEqual([]);
    expect(verified.status).toBe(5);
    const queried = await runCli("patch-query", ["--json", patch], {
      cwd: "/",
    });
    expect(schemaErrors("query-result", queried.stdout)).toEqual([]);
  });

  it("say who signed and what is inside", async () => {
    const { stdout, status } = await runCli("patch-verify", [patch], {
      cwd: "/",
    });
    expect(status).toBe(0);
    const words = stdout.replace(/\s+/g, " ");
    expect(words).toContain("TRUSTED");
    expect(words).toContain(
      "stx-patch development signing key (not for production)",
    );
    expect(stdout).toContain("kernel-rt-3.10.0-957.12.2.rt56.929.tis.5.x86_64");
    expect(words).toContain("not run: IMA file signatures");
  });

  it("print the original's fields in its order", async () => {
    const { stdout } = await runCli("patch-query", [patch], { cwd: "/" });
    expect(stdout.split("\n").slice(0, 11)).toEqual([
      "id: 'PERS_0001'",
      "sw_version: '20.06'",
      "status: ''",
      "cert: 'dev'",
      "reboot_required: 'Y'",
      "unremovable: 'N'",
      "summary: ''",
      "description: ''",
      "install_instructions: ''",
      "warnings: ''",
      "apply_active_release_only: 'N'",
    ]);
  });

  it("print one field with --field, a list line by line", async () => {
    const one = await runCli("patch-query", ["--field", "sw_version", patch], {
      cwd: "/",
    });
    expect(one.stdout).toBe("sw_version: '20.06'\n");
    const list = await runCli("patch-query", ["--field=contents", patch], {
      cwd: "/",
    });
    expect(list.stdout.trimEnd().split("\n")).toHaveLength(6);
  });

  it("do not trust what nobody we know signed, and say so in the exit status", async () => {
    const formal = vectorPath("patch", "signed-formal/FORMAL_0001.patch");
    const verified = await runCli("patch-verify", ["--json", formal], {
      cwd: "/",
    });
    expect(verified.status).toBe(3);
    expect(verified.stdout).toContain('"untrusted"');
    const queried = await runCli("patch-query", [formal], { cwd: "/" });
    expect(queried.status).toBe(3);
    expect(queried.stdout).toContain("id: 'FORMAL_0001'");
    expect(queried.stderr).toContain("NOT TRUSTED");
  });

  it("refuse a development signature where formal is required", async () => {
    const { status } = await runCli(
      "patch-verify",
      ["--require=formal", patch],
      { cwd: "/" },
    );
    expect(status).toBe(3);
  });

  it("call a damaged patch malformed", async () => {
    const bytes = await readFile(patch);
    bytes[bytes.length - 100]! ^= 0x10;
    const { status, stdout } = await runCli("patch-verify", ["-"], {
      cwd: "/",
      stdin: bytes,
    });
    expect(status).toBe(2);
    expect(stdout).toContain("MALFORMED");
  });
});
