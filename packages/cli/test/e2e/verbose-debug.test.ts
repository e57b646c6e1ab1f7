import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { TEST_KEYS, vectorPath, withTempDir } from "@stx-patch/testkit";
import { COMMANDS } from "../../src/index.js";
import { allOptions } from "../../src/command-line/common-options.js";
import { runCli } from "../support/cli.js";

const FILE = "INSVC_0001.patch";
const VECTOR = vectorPath("patch", `in-service-semantics/${FILE}`);
const TRUST = ["--trust", TEST_KEYS.dev.certificate];

describe("--verbose and --debug", () => {
  it("are options of every command but the drop-ins, which have the original's only", async () => {
    for (const command of Object.values(COMMANDS)) {
      const spec = await command.spec();
      const names = allOptions(spec).map(({ name }) => name);
      expect(names.includes("debug")).toBe(spec.syntax === "modern");
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("leave stdout as it is, and tell steps on stderr", async () => {
    await withTempDir(async (cwd) => {
      await copyFile(VECTOR, join(cwd, FILE));
      const argv = ["--json", ...TRUST, FILE];
      const plain = await runCli("patch-query", argv, { cwd });
      const told = await runCli("patch-query", ["--verbose", ...argv], { cwd });
      expect(told.stdout).toBe(plain.stdout);
      expect(plain.stderr).toBe("");
      expect(told.stderr).toBe(`patch-query: verifying ${FILE}\n`);
    });
  });

  it("tell versions, times, bytes and the status", async () => {
    await withTempDir(async (cwd) => {
      await copyFile(VECTOR, join(cwd, FILE));
      const size = (await readFile(VECTOR)).length;
      const { stderr } = await runCli(
        "patch-verify",
        ["--debug", "--jobs", "1", ...TRUST, FILE],
        { cwd },
      );
      expect(stderr).toContain(`Node.js ${process.versions.node}`);
      expect(stderr).toContain(`${size} of ${size} bytes went through`);
      expect(stderr).toMatch(/ended with 0 after \d+ ms/);
    });
  });

  it("say where an error comes from, and never what may be a secret", async () => {
    await withTempDir(async (cwd) => {
      const { status, stderr } = await runCli(
        "patch-build",
        [
          "--debug",
          ...["--id", "A_0001", "--release", "20.06", "nothing.rpm"],
          ...["--signer", "pkcs11:token=t?pin-value=4711"],
          ...["--ima-signer", "cmd:sign --password 0815"],
        ],
        { cwd, env: { STX_PATCH_KEY_PASSPHRASE: "sesame" } },
      );
      expect(status).not.toBe(0);
      expect(stderr).toMatch(/^patch-build: {3}at /m);
      expect(stderr).not.toMatch(/4711|0815|sesame/);
    });
  });

  it("show control characters of a name as escapes", async () => {
    await withTempDir(async (cwd) => {
      const { stderr } = await runCli(
        "patch-verify",
        ["--debug", ...TRUST, "a\u001b[2Jb.patch"],
        { cwd },
      );
      expect(stderr).not.toContain("\u001b");
    });
  });
});
