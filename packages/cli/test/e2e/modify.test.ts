import {
  chmod,
  copyFile,
  readdir,
  readFile,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  craftPatch,
  runOk,
  sampleMetadata,
  TEST_KEYS,
  uploadAllToTarget,
  uploadToTarget,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

const SEMANTICS = "in-service-semantics/INSVC_0001.patch";
const FORMAL = "signed-formal/FORMAL_0001.patch";
const TRUST = [
  ...["--trust", `dev=${TEST_KEYS.dev.certificate}`],
  ...["--trust", `formal=${TEST_KEYS.formal.certificate}`],
];

/** What XML, shells and terminals have their own ideas about. */
const WARNING = "a <&>\r\n\t\"b\" ☃ 'c' ]]>";

/** Copies of vectors in a folder of their own. */
async function withPatches(
  vectors: readonly string[],
  step: (cwd: string, ...files: string[]) => Promise<void>,
): Promise<void> {
  await withTempDir(async (cwd) => {
    for (const vector of vectors)
      await copyFile(vectorPath("patch", vector), join(cwd, basename(vector)));
    await step(cwd, ...vectors.map((vector) => basename(vector)));
  });
}

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
      const { status } = await runCli(
        "patch-modify",
        ["--released", "--warn", WARNING, file],
        { cwd },
      );
      expect(status).toBe(0);
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

  it("signs a formal patch by a formal key only, unless told otherwise", async () => {
    await withPatches([FORMAL], async (cwd, file = "") => {
      const path = join(cwd, file);
      const before = await readFile(path);
      const argv = [...TRUST, "--obsolete", file];
      const refused = await runCli("patch-modify", argv, { cwd });
      expect(codesIn(refused.stderr)).toEqual(["CLI_KEY_ROLE"]);
      expect(refused.status).toBe(4);
      expect(await readFile(path)).toEqual(before);
      const key = ["--key", TEST_KEYS.formal.privateKey];
      const formal = await runCli("patch-modify", [...key, ...argv], { cwd });
      expect(formal.status).toBe(0);
      expect((await uploadToTarget(path)).role).toBe("formal");
      const told = ["--role", "dev", ...TRUST, "--released", file];
      expect((await runCli("patch-modify", told, { cwd })).status).toBe(0);
      expect((await uploadToTarget(path)).role).toBe("dev");
    });
  });

  it("does not launder a patch that nobody trusts, and says so when it has to", async () => {
    await withPatches([FORMAL], async (cwd, file = "") => {
      const before = await readFile(join(cwd, file));
      const argv = ["--obsolete", file];
      const refused = await runCli("patch-modify", argv, { cwd });
      expect(codesIn(refused.stderr)).toEqual(["CLI_PATCH_UNTRUSTED"]);
      expect(refused.status).toBe(3);
      const allowed = ["--allow-untrusted", ...argv];
      const nameless = await runCli("patch-modify", allowed, { cwd });
      expect(codesIn(nameless.stderr)).toEqual(["CLI_KEY_ROLE_UNKNOWN"]);
      expect(nameless.status).toBe(4);
      expect(await readFile(join(cwd, file))).toEqual(before);
      const told = ["--role", "dev", ...allowed];
      const done = await runCli("patch-modify", told, { cwd });
      expect(done.status).toBe(0);
      expect(done.stdout).toContain("--allow-untrusted");
    });
  });

  it("refuses a malformed patch whatever is allowed", async () => {
    await withPatches([SEMANTICS], async (cwd, file = "") => {
      const path = join(cwd, file);
      const whole = await readFile(path);
      await writeFile(path, whole.subarray(0, whole.length - 9));
      const argv = ["--allow-untrusted", "--released", file];
      const { status, stderr } = await runCli("patch-modify", argv, { cwd });
      expect(codesIn(stderr)).toEqual(["CLI_PATCH_MALFORMED"]);
      expect(status).toBe(2);
      expect(await readdir(cwd)).toEqual([file]);
    });
  });

  it("refuses what it could not write back: elements it does not know", async () => {
    await withTempDir(async (cwd) => {
      const rpm = await readFile(
        vectorPath("rpm", "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm"),
      );
      const name = "cgcs-patch-1.0-31.tis.x86_64.rpm";
      const xml = `<?xml version="1.0" ?><patch><id>CRAFT_0001</id><sw_version>20.06</sw_version><contents><rpm>${name}</rpm></contents><commit>1</commit></patch>`;
      const patch = await craftPatch({
        metadata: sampleMetadata(),
        xml: new TextEncoder().encode(xml),
        rpms: [{ name, body: rpm }],
      });
      await writeFile(join(cwd, "CRAFT_0001.patch"), patch);
      const argv = ["--released", "CRAFT_0001.patch"];
      const { status, stderr } = await runCli("patch-modify", argv, { cwd });
      expect(codesIn(stderr)).toEqual(["BUILD_PATCH_UNFAITHFUL"]);
      expect(status).toBe(2);
    });
  });

  it("checks all of several patches before it writes the first", async () => {
    await withPatches([SEMANTICS, FORMAL], async (cwd, good = "", bad = "") => {
      const before = await readFile(join(cwd, good));
      const argv = ["--obsolete", good, bad, "missing.patch"];
      const { stderr } = await runCli("patch-modify", argv, { cwd });
      expect(codesIn(stderr)).toEqual(["CLI_PATCH_UNTRUSTED", "IO_NOT_FOUND"]);
      expect(await readFile(join(cwd, good))).toEqual(before);
    });
  });

  it.each([
    [[], ["CLI_ARGUMENT_MISSING", "BUILD_CHANGE_MISSING"]],
    [["--released", "-"], ["CLI_ARGUMENT_UNEXPECTED"]],
    [["--released", "--status", "X", "P"], ["CLI_OPTIONS_CONFLICT"]],
    [["--removable", "--unremovable", "P"], ["CLI_OPTIONS_CONFLICT"]],
    [
      ["--reboot-required", "maybe", "--req", "a/b", "--summary", "\0", "P"],
      [
        "BUILD_REBOOT_REQUIRED_VALUE",
        "BUILD_REQUIRES_UNSAFE",
        "META_UNENCODABLE",
      ],
    ],
  ])("refuses %j before it reads a patch", async (argv, codes) => {
    const { status, stderr } = await runCli("patch-modify", argv, { cwd: "/" });
    expect(codesIn(stderr).toSorted()).toEqual(codes.toSorted());
    expect(status).toBe(1);
  });

  it.each([
    ["--drop-req", "NOPE_1", "BUILD_CHANGE_REQUIRES_ABSENT"],
    ["--req", "INSVC_0001", "BUILD_REQUIRES_SELF"],
  ])("refuses %s %s for the patch at hand", async (option, id, code) => {
    await withPatches([SEMANTICS], async (cwd, file = "") => {
      const argv = [option, id, file];
      const { status, stderr } = await runCli("patch-modify", argv, { cwd });
      expect(codesIn(stderr)).toEqual([code]);
      expect(status).toBe(1);
    });
  });

  it.each([
    ["two patches in one file", ["-o", "x.patch"], "CLI_OUTPUT_SHARED"],
    [
      "one patch over another",
      ["-o", "FORMAL_0001.patch"],
      "CLI_OUTPUT_IS_INPUT",
    ],
  ])("refuses to write %s", async (_, output, code) => {
    await withPatches([SEMANTICS, FORMAL], async (cwd, a = "", b = "") => {
      const argv = [...TRUST, ...output, "--role", "dev", "--obsolete", a, b];
      const { stderr } = await runCli("patch-modify", argv, { cwd });
      expect(codesIn(stderr)).toEqual([code]);
    });
  });
});
