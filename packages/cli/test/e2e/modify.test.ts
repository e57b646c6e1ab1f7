import {
  chmod,
  copyFile,
  readdir,
  readFile,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  runOk,
  TEST_KEYS,
  uploadAllToTarget,
  uploadToTarget,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import { runCli } from "../support/cli.js";
import { withPatches } from "../support/patches.js";
import { schemaErrors } from "../support/schema.js";

const BIN = new URL("../../bin/patch-modify.js", import.meta.url).pathname;
const KEY = TEST_KEYS.dev.privateKey;
const SEMANTICS = "in-service-semantics/INSVC_0001.patch";
/** What XML, shells and terminals have their own ideas about. */
const WARNING = "a <&>\r\n\t\"b\" ☃ 'c' ]]>";

/** SHA-256 of the members of patches, by Python's tarfile. */
async function memberDigests(
  ...paths: string[]
): Promise<Record<string, string>[]> {
  const script = `
import hashlib, json, sys, tarfile
def digests(path):
    with tarfile.open(path, "r:gz") as tar:
        return {m.name: hashlib.sha256(tar.extractfile(m).read()).hexdigest() for m in tar}
print(json.dumps([digests(path) for path in sys.argv[1:]]))`;
  const { stdout } = await runOk("python3", ["-c", script, ...paths]);
  return JSON.parse(stdout.toString()) as Record<string, string>[];
}

describe("patch-modify", () => {
  it.each([
    [SEMANTICS],
    ["gnu-tar-headers/GNU_0001.patch"],
    ["release-2.0-metadata/OLD_0001.patch"],
    ["requires-duplicates/REQ_0001.patch"],
    ["texts/TEXT_0001.patch"],
    ["every-personality/PERS_0001.patch"],
  ])("changes what was asked for in %s and nothing else", async (vector) => {
    await withPatches([vector], async (cwd, file = "") => {
      const path = join(cwd, file);
      await writeFile(`${path}.sha256`, "");
      const { status, stdout } = await runCli(
        "patch-modify",
        ["--released", "--warn", WARNING, file],
        { cwd },
      );
      expect(status).toBe(0);
      expect(stdout).toContain(`${file}.sha256: of the patch as it was`);
      const both = [vectorPath("patch", vector), path] as const;
      const [before, after] = await uploadAllToTarget(both);
      expect(after).toMatchObject({
        accepted: true,
        role: "dev",
        software: before?.software,
        scripts: before?.scripts,
        metadata: {
          ...before?.metadata,
          status: "REL",
          warnings: WARNING,
          requires: [...new Set(before?.metadata?.requires)],
        },
      });
      const [old, now] = await memberDigests(...both);
      for (const name of ["software.tar", "semantics.tar"])
        expect(now?.[name]).toBe(old?.[name]);
    });
  });

  it("makes of a build what the same build with the new status is", async () => {
    await withTempDir(async (cwd) => {
      const rpm = vectorPath(
        "rpm",
        "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm",
      );
      const build = (status: string): Promise<unknown> =>
        runCli(
          "patch-build",
          [
            ...["--id", "P_1", "--release", "20.06", "--status", status],
            ...["--req", "P_0", "--controller", rpm, "-o", `${status}.patch`],
          ],
          { cwd },
        );
      await build("DEV");
      await build("REL");
      const argv = ["--released", "DEV.patch"];
      expect((await runCli("patch-modify", argv, { cwd })).status).toBe(0);
      expect(await readFile(join(cwd, "DEV.patch"))).toEqual(
        await readFile(join(cwd, "REL.patch")),
      );
    });
  });

  it("changes flags and required patches", async () => {
    await withPatches(["flags/FLAG_0001.patch"], async (cwd, file = "") => {
      const first = await runCli(
        "patch-modify",
        [
          ...["--removable", "--reboot-required", "N", "--apply-any-release"],
          ...["--req", "B_2", "--req", "A_1", file],
        ],
        { cwd },
      );
      expect(first.status).toBe(0);
      expect((await uploadToTarget(join(cwd, file))).metadata).toMatchObject({
        unremovable: "",
        reboot_required: "N",
        apply_active_release_only: "",
        requires: ["A_1", "B_2"],
      });
      const drop = ["--drop-req", "A_1", "--unremovable", file];
      await runCli("patch-modify", drop, { cwd });
      const clear = ["--clear-req", "--req", "C_3", file];
      await runCli("patch-modify", clear, { cwd });
      expect((await uploadToTarget(join(cwd, file))).metadata).toMatchObject({
        unremovable: "Y",
        requires: ["C_3"],
      });
    });
  });

  it("shows with --dry-run what would change, and writes nothing", async () => {
    await withPatches([SEMANTICS], async (cwd, file = "") => {
      const path = join(cwd, file);
      const before = await readFile(path);
      const argv = ["--dry-run", "--obsolete", "--summary", "a\nb", file];
      const text = await runCli("patch-modify", argv, { cwd });
      expect(text.stdout).toContain('-> "OBS"');
      expect(text.stdout).toContain('"a\\nb"');
      const json = await runCli("patch-modify", [...argv, "--json"], { cwd });
      expect(schemaErrors("rewrite-result", json.stdout)).toEqual([]);
      expect(JSON.parse(json.stdout)).toMatchObject({
        dryRun: true,
        patches: [
          {
            written: false,
            changes: [{ field: "status", after: "OBS" }, { field: "summary" }],
          },
        ],
      });
      expect(await readFile(path)).toEqual(before);
    });
  });

  it("cuts long texts and lets none of them work on the terminal", async () => {
    await withPatches([SEMANTICS], async (cwd, file = "") => {
      const text = `\u001b[2J\u202e${"x".repeat(1000)}`.replace(
        "\u001b",
        "\u009b",
      );
      const argv = ["--dry-run", "--desc", text, file];
      const { stdout } = await runCli("patch-modify", argv, { cwd });
      expect(stdout).toContain("... (1005 characters)");
      expect(stdout).not.toMatch(/[\u0080-\u009f\u202e]|x{201}/);
    });
  });

  it("leaves a file alone that says it all already, to its time stamp", async () => {
    await withPatches([SEMANTICS], async (cwd, file = "") => {
      const path = join(cwd, file);
      await runCli("patch-modify", ["--released", file], { cwd });
      const { ino } = await stat(path);
      const again = await runCli(
        "patch-modify",
        ["--released", "--json", file],
        { cwd },
      );
      expect(schemaErrors("rewrite-result", again.stdout)).toEqual([]);
      expect(again.status).toBe(0);
      expect((await stat(path)).ino).toBe(ino);
    });
  });

  it("changes more patches than a process may have open files", async () => {
    await withPatches([SEMANTICS], async (cwd, file = "") => {
      const names = Array.from({ length: 40 }, (_, i) => `${i}.patch`);
      for (const name of names)
        await copyFile(join(cwd, file), join(cwd, name));
      const argv = [BIN, "--released", "--quiet", "--key", KEY, ...names];
      const limited = ["-c", 'ulimit -n 50; exec "$@"', "sh"];
      await runOk("sh", [...limited, process.execPath, ...argv], { cwd });
      const changed = await Promise.all(
        names.map((name) => readFile(join(cwd, name), "base64")),
      );
      expect(new Set(changed).size).toBe(1);
      expect(changed[0]).not.toBe(await readFile(join(cwd, file), "base64"));
    });
  });

  it("keeps the mode, in place and in a copy", async () => {
    await withPatches([SEMANTICS], async (cwd, file = "") => {
      await chmod(join(cwd, file), 0o640);
      await runCli("patch-modify", ["--released", file], { cwd });
      const copy = ["--obsolete", "-o", "copy.patch", file];
      await runCli("patch-modify", copy, { cwd });
      for (const name of [file, "copy.patch"])
        expect((await stat(join(cwd, name))).mode & 0o777).toBe(0o640);
      expect((await readdir(cwd)).toSorted()).toEqual([file, "copy.patch"]);
    });
  });
});
