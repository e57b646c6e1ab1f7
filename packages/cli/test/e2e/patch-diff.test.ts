import { cp, mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { sampleMetadata, vectorPath, withTempDir } from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { craftedPatch, HOSTILE_TEXTS } from "../support/reports.js";
import { schemaErrors } from "../support/schema.js";

const NAME = "cgcs-patch-1.0-31.tis.x86_64.rpm";

/** A folder with `old.patch` and `new.patch`, which has another text and an RPM of another rpmbuild. */
async function withTwo(
  use: (
    diff: (...argv: string[]) => Promise<CliResult>,
    cwd: string,
  ) => Promise<void>,
): Promise<void> {
  await withTempDir(async (cwd) => {
    await writeFile(join(cwd, "old.patch"), await craftedPatch());
    const body = await readFile(vectorPath("rpm", `unsigned/4.14/${NAME}`));
    const metadata = sampleMetadata({
      summary: "Fixes more",
      description: "First line\nSecond line",
      personalities: [{ type: "worker", packages: ["cgcs-patch"] }],
      contents: [NAME],
      requires: ["CRAFT_0000"],
    });
    const newer = await craftedPatch({
      metadata,
      rpms: [{ name: NAME, body }],
    });
    await writeFile(join(cwd, "new.patch"), newer);
    await use((...argv) => runCli("patch-diff", argv, { cwd }), cwd);
  });
}

describe("patch-diff", () => {
  it("is done at once with a file that is too long for any patch: its digest took until maxSeconds", async () => {
    await withTempDir(async (cwd) => {
      await writeFile(join(cwd, "sparse.patch"), "");
      await truncate(join(cwd, "sparse.patch"), 3 * 2 ** 40);
      const argv = ["--json", "sparse.patch", "sparse.patch"];
      const { status, stdout } = await runCli("patch-diff", argv, { cwd });
      expect(status).toBe(2);
      expect(schemaErrors("diff-result", stdout)).toEqual([]);
      expect(JSON.parse(stdout)).toMatchObject({
        before: { verdict: "malformed", fileSha256: null },
      });
    });
  }, 60_000);

  it("says what differs, and ends with 6", async () => {
    await withTwo(async (diff) => {
      const { status, stdout, stderr } = await diff("old.patch", "new.patch");
      expect({ status, stderr }).toEqual({ status: 6, stderr: "" });
      expect(stdout).toBe(
        [
          "old.patch -> new.patch: DIFFERENT",
          "  They do not bring the same.",
          "",
          "  verified    old.patch: TRUSTED, dev: O=stx-patch, CN=stx-patch development",
          "              signing key (not for production)",
          "              new.patch: TRUSTED, dev: O=stx-patch, CN=stx-patch development",
          "              signing key (not for production)",
          "  signature   other bytes, same key",
          '  metadata    summary: "Fixes the audit" -> "Fixes more"',
          "  requires    + CRAFT_0000",
          "  RPMs        1 changed",
          "  size        8.3 KiB -> 8.3 KiB of RPMs (-53 bytes)",
          "",
          "  CHANGED cgcs-patch-1.0-31.tis.x86_64",
          "  node types  controller -> worker",
          "  header      SIZE, REQUIREFLAGS, REQUIRENAME, REQUIREVERSION, RPMVERSION,",
          "              FILEDEPENDSX, FILEDEPENDSN, DEPENDSDICT, PAYLOADDIGESTALT",
          "  payload     the same",
          "  files       0 added, 0 removed, 0 changed, 10 the same",
          "  size        8510 -> 8457 bytes",
          "",
        ].join("\n"),
      );
    });
  });

  it("has one word and exit status 0 for a patch that was only signed again", async () => {
    await withTempDir(async (cwd) => {
      const afterSeal = await formallySigned();
      await writeFile(join(cwd, "dev.patch"), await craftedPatch());
      await writeFile(join(cwd, "formal.patch"), afterSeal);
      const run = (...argv: string[]): Promise<CliResult> =>
        runCli("patch-diff", ["dev.patch", "formal.patch", ...argv], { cwd });
      expect((await run()).status).toBe(3);
      const { status, stdout } = await run("--allow-untrusted");
      expect(status).toBe(0);
      expect(stdout).toContain("dev.patch -> formal.patch: SAME-BUT-SIGNATURE");
      expect(stdout).toContain("NOT TRUSTED");
      const quiet = await run("--allow-untrusted", "--quiet");
      expect(quiet).toMatchObject({ status: 0, stdout: "", stderr: "" });
    });
  });

  it("prints JSON as its schema has it", async () => {
    await withTwo(async (diff) => {
      const { stdout, status } = await diff("old.patch", "new.patch", "--json");
      expect(schemaErrors("diff-result", stdout)).toEqual([]);
      expect(JSON.parse(stdout)).toMatchObject({ verdict: "different" });
      expect(status).toBe(6);
      const same = await diff("old.patch", "old.patch", "--json");
      expect(schemaErrors("diff-result", same.stdout)).toEqual([]);
      expect(JSON.parse(same.stdout)).toMatchObject({ verdict: "identical" });
    });
  });

  it("reads one of them from stdin", async () => {
    await withTempDir(async (cwd) => {
      const patch = await craftedPatch();
      await writeFile(join(cwd, "a.patch"), patch);
      const argv = ["-", "a.patch"];
      const { status, stdout } = await runCli("patch-diff", argv, {
        cwd,
        stdin: patch,
      });
      expect(status).toBe(0);
      expect(stdout).toContain("(standard input) -> a.patch: IDENTICAL");
    });
  });

  it.each(HOSTILE_TEXTS)("shows %s as text on the page", async (_, text) => {
    await withTwo(async (diff, cwd) => {
      const metadata = sampleMetadata({
        // XML itself cannot carry the others.
        // eslint-disable-next-line no-control-regex -- those are what is left out
        summary: text.replace(/[\u0000-\u001f\ud800-\udfff\uffff]/g, ""),
        contents: [NAME],
      });
      await writeFile(join(cwd, "new.patch"), await craftedPatch({ metadata }));
      const { stdout } = await diff("old.patch", "new.patch", "--html=-");
      expect(stdout).toMatch(/^<!doctype html>/);
      expect(stdout).not.toMatch(/<script|<img|onmouseover='/);
    });
  });

  it.each([
    [["old.patch"], 1, "CLI_ARGUMENT_MISSING"],
    [["a", "b", "c"], 1, "CLI_ARGUMENT_UNEXPECTED"],
    [["-", "-"], 1, "CLI_ARGUMENT_UNEXPECTED"],
    [["old.patch", "lost.patch"], 5, "IO_NOT_FOUND"],
    [["old.patch", "new.patch", "--html=new.patch"], 1, "CLI_OPTIONS_CONFLICT"],
    [["old.patch", "new.patch", "--html=no/x"], 5, "IO_NOT_FOUND"],
  ])("refuses %j", async (argv, status, code) => {
    await withTwo(async (diff) => {
      const refused = await diff(...argv);
      expect(refused.status).toBe(status);
      expect(codesIn(refused.stderr)).toContain(code);
    });
  });

  it("ends with 2 for a malformed patch and says so", async () => {
    await withTwo(async (diff, cwd) => {
      const patch = await readFile(join(cwd, "old.patch"));
      await writeFile(join(cwd, "cut.patch"), patch.subarray(0, 2000));
      const { status, stderr } = await diff("old.patch", "cut.patch");
      expect(status).toBe(2);
      expect(stderr).toContain("cut.patch: MALFORMED");
    });
  });

  it("compares patches of the original tool", async () => {
    await withTempDir(async (cwd) => {
      await mkdir(join(cwd, "v"));
      for (const [from, to] of [
        ["ima-main-header/IMA_0001.patch", "a.patch"],
        ["signed-formal/FORMAL_0001.patch", "b.patch"],
      ] as const)
        await cp(vectorPath("patch", from), join(cwd, to));
      const argv = ["a.patch", "b.patch", "--json"];
      const { stdout } = await runCli("patch-diff", argv, { cwd });
      const { rpms } = JSON.parse(stdout) as {
        rpms: { package: string; state: string }[];
      };
      expect(rpms.map(({ state }) => state)).toContain("re-signed");
    });
  });
});

/** The same patch with the signature of a key that nobody knows. */
async function formallySigned(): Promise<Uint8Array> {
  return craftedPatch({
    afterSeal: (members) =>
      members.map((member) =>
        member.name === "signature.v2"
          ? { ...member, body: new Uint8Array(256).fill(1) }
          : member,
      ),
  });
}
