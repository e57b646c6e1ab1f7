import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  craftPatch,
  sampleMetadata,
  TEST_KEYS,
  uploadToTarget,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";
import { TRUST_BOTH, withPatches } from "../support/patches.js";

const SEMANTICS = "in-service-semantics/INSVC_0001.patch";
const FORMAL = "signed-formal/FORMAL_0001.patch";

describe("what patch-modify refuses", () => {
  it("signs a formal patch by a formal key only, unless told otherwise", async () => {
    await withPatches([FORMAL], async (cwd, file = "") => {
      const path = join(cwd, file);
      const before = await readFile(path);
      const argv = [...TRUST_BOTH, "--obsolete", file];
      const refused = await runCli("patch-modify", argv, { cwd });
      expect(codesIn(refused.stderr)).toEqual(["CLI_KEY_ROLE"]);
      expect(refused.stderr).toMatch(
        /the key \S+\.pem \(SPKI SHA-256 [0-9a-f]{64}\) is dev/,
      );
      expect(refused.status).toBe(4);
      expect(await readFile(path)).toEqual(before);
      const key = ["--key", TEST_KEYS.formal.privateKey];
      const formal = await runCli("patch-modify", [...key, ...argv], { cwd });
      expect(formal.status).toBe(0);
      expect((await uploadToTarget(path)).role).toBe("formal");
      const told = ["--role", "dev", ...TRUST_BOTH, "--released", file];
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
      const argv = [
        ...TRUST_BOTH,
        ...output,
        "--role",
        "dev",
        "--obsolete",
        a,
        b,
      ];
      const { stderr } = await runCli("patch-modify", argv, { cwd });
      expect(codesIn(stderr)).toEqual([code]);
    });
  });
});
