import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { TRUST_BOTH } from "../support/patches.js";
import { craftedPatch } from "../support/reports.js";
import { schemaErrors } from "../support/schema.js";

/** Runs patch-sbom beside a trusted patch `a.patch`. */
async function withPatch(
  use: (
    sbom: (...argv: string[]) => Promise<CliResult>,
    cwd: string,
  ) => Promise<void>,
): Promise<void> {
  await withTempDir(async (cwd) => {
    await writeFile(join(cwd, "a.patch"), await craftedPatch());
    await use((...argv) => runCli("patch-sbom", argv, { cwd }), cwd);
  });
}

const TRUST = TRUST_BOTH;

describe("patch-sbom", () => {
  it("writes both formats beside the patch and says so", async () => {
    await withPatch(async (sbom, cwd) => {
      const { status, stdout } = await sbom(
        ...["a.patch", "-f", "cyclonedx", "-f", "spdx", ...TRUST],
      );
      expect(status).toBe(0);
      expect(stdout).toContain("CycloneDX 1.6");
      expect((await readdir(cwd)).sort()).toEqual([
        "a.patch",
        "a.patch.cdx.json",
        "a.patch.spdx.json",
      ]);
    });
  });

  it("prints what it wrote as JSON that fits its schema", async () => {
    await withPatch(async (sbom) => {
      const { stdout } = await sbom("a.patch", "--json", ...TRUST);
      expect(schemaErrors("sbom-result", stdout)).toEqual([]);
    });
  });

  it("writes the same bytes to stdout, and nothing else", async () => {
    await withPatch(async (sbom, cwd) => {
      await sbom("a.patch", ...TRUST);
      const { stdout } = await sbom("a.patch", "-o", "-", ...TRUST);
      expect(stdout).toBe(
        await readFile(join(cwd, "a.patch.cdx.json"), "utf8"),
      );
    });
  });

  it("reads a patch from stdin", async () => {
    const patch = await craftedPatch();
    await withTempDir(async (cwd) => {
      const { status, stdout } = await runCli(
        "patch-sbom",
        ["-", "-o", "-", ...TRUST],
        { cwd, stdin: patch },
      );
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ bomFormat: "CycloneDX" });
    });
  });

  it("refuses an untrusted patch and leaves an older SBOM as it was", async () => {
    await withPatch(async (sbom, cwd) => {
      const older = join(cwd, "a.patch.cdx.json");
      await writeFile(older, "older");
      const { status, stderr } = await sbom(
        ...["a.patch", "--trust", join(cwd, "none.pem")],
      );
      expect(status).not.toBe(0);
      expect(codesIn(stderr)).not.toContain("CLI_INTERNAL");
      const refused = await sbom("a.patch", "--require", "formal", ...TRUST);
      expect(refused.status).toBe(3);
      expect(codesIn(refused.stderr)).toContain("CLI_PATCH_UNTRUSTED");
      expect(await readFile(older, "utf8")).toBe("older");
      expect((await readdir(cwd)).sort()).toEqual([
        "a.patch",
        "a.patch.cdx.json",
      ]);
    });
  });

  it("lists an untrusted patch when it is told to, and says that it is one", async () => {
    await withPatch(async (sbom) => {
      const { status, stdout, stderr } = await sbom(
        ...["a.patch", "--require", "formal", "--allow-untrusted", ...TRUST],
      );
      expect(status).toBe(0);
      expect(stdout).toContain("caution");
      expect(stderr).toContain("NOT TRUSTED");
    });
  });

  it.each([
    ["no patch", [], "CLI_ARGUMENT_MISSING"],
    [
      "two SBOMs in one file",
      ["a.patch", "-f", "spdx", "-f", "cyclonedx", "-o", "x"],
      "CLI_OPTIONS_CONFLICT",
    ],
    [
      "the patch as its own SBOM",
      ["a.patch", "-o", "a.patch"],
      "CLI_OUTPUT_IS_INPUT",
    ],
    ["stdin without a place for the SBOM", ["-"], "CLI_ARGUMENT_MISSING"],
    [
      "JSON and SBOM in one place",
      ["a.patch", "--json", "-o", "-"],
      "CLI_OPTIONS_CONFLICT",
    ],
  ])("refuses %s", async (_, argv, code) => {
    await withPatch(async (sbom, cwd) => {
      const { status, stderr } = await sbom(...argv, ...TRUST);
      expect(status).toBe(1);
      expect(codesIn(stderr)).toContain(code);
      expect(await readdir(cwd)).toEqual(["a.patch"]);
    });
  });
});
