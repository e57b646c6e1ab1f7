import { readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { runOk, TEST_KEYS, vectorPath, withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { TRUST_BOTH } from "../support/patches.js";
import { schemaErrors } from "../support/schema.js";

const RPM = vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm");

/** Builds a patch P_1 of one RPM, with what a test adds. */
function build(cwd: string, ...argv: string[]): Promise<CliResult> {
  return runCli(
    "patch-build",
    [
      ...(argv.includes("--id") ? [] : ["--id", "P_1"]),
      ...["--release", "20.06", "--controller", RPM, "--no-ima"],
      ...["--key", TEST_KEYS.dev.privateKey, "--no-progress", ...argv],
    ],
    { cwd },
  );
}

describe("patch-build --sbom", () => {
  it("writes the very bytes that patch-sbom makes of the patch", async () => {
    await withTempDir(async (cwd) => {
      const { status } = await build(
        ...[cwd, "--sbom", "cyclonedx", "--sbom", "spdx", "--supplier", "ACME"],
      );
      expect(status).toBe(0);
      for (const [format, suffix] of [
        ["cyclonedx", "cdx"],
        ["spdx", "spdx"],
      ] as const) {
        const { stdout } = await runCli(
          "patch-sbom",
          [
            ...["P_1.patch", "-f", format, "-o", "-", "--supplier", "ACME"],
            ...TRUST_BOTH,
          ],
          { cwd },
        );
        expect(stdout).toBe(
          await readFile(join(cwd, `P_1.patch.${suffix}.json`), "utf8"),
        );
      }
    });
  });

  it("writes to the file that is named, and says in JSON where all are", async () => {
    await withTempDir(async (cwd) => {
      const { stdout } = await build(cwd, "--sbom", "spdx=list.json", "--json");
      expect(schemaErrors("build-result", stdout)).toEqual([]);
      expect(JSON.parse(stdout)).toMatchObject({
        sidecars: [{ kind: "sbom", path: join(cwd, "list.json") }],
      });
      expect((await readdir(cwd)).sort()).toEqual(["P_1.patch", "list.json"]);
    });
  });

  it("leaves older files as they were when the build fails", async () => {
    await withTempDir(async (cwd) => {
      await writeFile(join(cwd, "P_1.patch.cdx.json"), "older");
      const { status } = await build(
        ...[cwd, "--sbom", "cyclonedx", "--role", "formal"],
      );
      expect(status).not.toBe(0);
      expect(await readdir(cwd)).toEqual(["P_1.patch.cdx.json"]);
      expect(await readFile(join(cwd, "P_1.patch.cdx.json"), "utf8")).toBe(
        "older",
      );
    });
  });

  it.each([
    ["an unknown format", ["--sbom", "swid"], "CLI_OPTION_VALUE_INVALID"],
    ["an empty file name", ["--sbom", "spdx="], "CLI_OPTION_VALUE_INVALID"],
    [
      "a format twice",
      ["--sbom", "spdx", "--sbom", "spdx=x"],
      "CLI_OPTIONS_CONFLICT",
    ],
    [
      "two files in one place",
      ["--sbom", "spdx=x", "--sbom", "cyclonedx=x"],
      "CLI_OPTIONS_CONFLICT",
    ],
    [
      "the patch's own place",
      ["--sbom", "spdx=P_1.patch"],
      "CLI_OPTIONS_CONFLICT",
    ],
    ["an input's place", ["--sbom", `spdx=${RPM}`], "CLI_OUTPUT_IS_INPUT"],
    [
      "nothing to list",
      ["--sbom", "spdx", "--no-self-check"],
      "CLI_OPTIONS_CONFLICT",
    ],
    [
      "a patch on stdout",
      ["--sbom", "spdx", "-o", "-"],
      "CLI_OPTIONS_CONFLICT",
    ],
    ["a supplier of nothing", ["--supplier", "ACME"], "CLI_OPTIONS_CONFLICT"],
    ["a folder that is not there", ["--sbom", "spdx=no/x"], "IO_NOT_FOUND"],
  ])("refuses %s and writes nothing", async (_, argv, code) => {
    await withTempDir(async (cwd) => {
      const { status, stderr } = await build(cwd, ...argv);
      expect(status).not.toBe(0);
      expect(codesIn(stderr)).toContain(code);
      expect(await readdir(cwd)).toEqual([]);
    });
  });
});

describe("a file beside the patch", () => {
  it.each([
    ["P_1.patch.cdx.json", ["--sbom", "cyclonedx"]],
    ["P_1.patch.intoto.json", ["--provenance"]],
    ["P_1.patch.sha256", ["--sha256sums"]],
  ])("does not replace an input that %s links to", async (name, argv) => {
    await withTempDir(async (cwd) => {
      const script = join(cwd, "pre-apply.sh");
      await writeFile(script, "#!/bin/sh\n");
      await symlink("pre-apply.sh", join(cwd, name));
      const result = await build(cwd, "--pre-apply", script, ...argv);
      expect(codesIn(result.stderr)).toEqual(["CLI_OUTPUT_IS_INPUT"]);
      expect(await readFile(script, "utf8")).toBe("#!/bin/sh\n");
    });
  });

  it("has a place of its own", async () => {
    await withTempDir(async (cwd) => {
      const argv = ["--sha256sums", "--sbom", "spdx=P_1.patch.sha256"];
      const { stderr } = await build(cwd, ...argv);
      expect(codesIn(stderr)).toEqual(["CLI_OPTIONS_CONFLICT"]);
      expect(await readdir(cwd)).toEqual([]);
    });
  });
});

describe("patch-build --sha256sums", () => {
  it("writes what sha256sum -c finds right, for the patch and all beside it", async () => {
    await withTempDir(async (cwd) => {
      const { status } = await build(
        ...[cwd, "--sha256sums", "--sbom", "spdx", "--provenance"],
      );
      expect(status).toBe(0);
      const { stdout } = await runOk("sha256sum", ["-c", "P_1.patch.sha256"], {
        cwd,
      });
      expect(stdout.toString().trim().split("\n")).toEqual([
        "P_1.patch: OK",
        "P_1.patch.spdx.json: OK",
        "P_1.patch.intoto.json: OK",
      ]);
    });
  });
});

describe("patch-verify --sbom", () => {
  const verify = (cwd: string, ...argv: string[]): Promise<CliResult> =>
    runCli("patch-verify", [...argv, ...TRUST_BOTH, "--no-progress"], { cwd });

  it("finds the SBOMs of a build good, and says so in JSON, too", async () => {
    await withTempDir(async (cwd) => {
      await build(cwd, "--sbom", "cyclonedx", "--sbom", "spdx");
      const argv = ["P_1.patch", "--sbom", "P_1.patch.cdx.json"];
      argv.push("--sbom", "P_1.patch.spdx.json");
      const { status, stdout } = await verify(cwd, ...argv);
      expect(status).toBe(0);
      expect(stdout).toContain("P_1.patch.spdx.json: SBOM GOOD");
      const { stdout: json } = await verify(cwd, ...argv, "--json");
      expect(schemaErrors("verify-result", json)).toEqual([]);
    });
  });

  it("fails when the SBOM is of an earlier build, and says where", async () => {
    await withTempDir(async (cwd) => {
      await build(cwd, "--sbom", "cyclonedx=old.json", "--summary", "old");
      await build(cwd, "--summary", "new");
      const { status, stdout } = await verify(
        ...[cwd, "P_1.patch", "--sbom", "old.json"],
      );
      expect(status).toBe(2);
      expect(codesIn(stdout)).toContain("SBOM_PATCH_DIGEST");
      expect(stdout).toContain("/metadata/component");
      const { stdout: json } = await verify(
        ...[cwd, "P_1.patch", "--sbom", "old.json", "--json"],
      );
      expect(schemaErrors("verify-result", json)).toEqual([]);
      expect(JSON.parse(json)).toMatchObject({ ok: false });
    });
  });

  it("gives each patch of a run its own SBOM, and names one that is of none", async () => {
    await withTempDir(async (cwd) => {
      await build(cwd, "--sbom", "cyclonedx=1.json");
      await build(cwd, "--id", "P_2", "--sbom", "spdx=2.json");
      await build(cwd, "--id", "P_3", "--sbom", "spdx=3.json");
      const both = ["P_1.patch", "P_2.patch", "--sbom", "2.json"];
      both.push("--sbom", "1.json");
      const { status, stdout } = await verify(cwd, ...both);
      expect(status).toBe(0);
      expect(stdout.match(/SBOM GOOD/g)).toHaveLength(2);
      const more = await verify(cwd, ...both, "--sbom", "3.json");
      expect(more.status).toBe(2);
      expect(codesIn(more.stderr)).toEqual(["SBOM_NO_PATCH"]);
    });
  });

  it.each([
    ["too large", "{}", ["--limit", "maxSbomBytes=1"], "SBOM_TOO_LARGE"],
    ["no JSON", "<html>", [], "SBOM_JSON"],
    ["of another format", "{}", [], "SBOM_FORMAT"],
  ])(
    "refuses a file that is %s, before the patch is read",
    async (_, text, argv, code) => {
      await withTempDir(async (cwd) => {
        await writeFile(join(cwd, "x.json"), text);
        const { status, stdout, stderr } = await verify(
          ...[cwd, "P_1.patch", "--sbom", "x.json", ...argv],
        );
        expect(status).toBe(2);
        expect(stdout).toBe("");
        expect(codesIn(stderr)).toEqual([code]);
      });
    },
  );
});
