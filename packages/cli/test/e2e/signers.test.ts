import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import {
  createSoftToken,
  describeWithTool,
  TEST_KEYS,
  waitUntil,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";

const TOP = fileURLToPath(new URL("../../../../", import.meta.url));
const RPM = join(TOP, "examples/rpms/stx-time-tools-0.9-4.tis.noarch.rpm");
const FORMAL = `formal=${TEST_KEYS.formal.certificate}`;
const PATH = process.env["PATH"] ?? "";

const BUILD = ["--id", "P_1", "--release", "20.06", "--controller", RPM];

function build(
  cwd: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return runCli("patch-build", [...BUILD, ...argv], {
    cwd,
    env: { PATH, ...env },
  });
}

/** URI of the example signer with a key. */
function example(key: string): string {
  return `cmd:node ${TOP}examples/signers/openssl-signer.mjs ${key}`;
}

describeWithTool("openssl", "patch-build with programs that sign", () => {
  it("makes file signatures that are byte for byte those of the key itself", async () => {
    await withTempDir(async (cwd) => {
      const here = ["--ima-key", TEST_KEYS.ima.privateKey, "-o", "here.patch"];
      const there = ["--ima-signer", example(TEST_KEYS.ima.privateKey)];
      expect((await build(cwd, here)).status).toBe(0);
      expect((await build(cwd, [...there, "-o", "there.patch"])).status).toBe(
        0,
      );
      expect(await readFile(join(cwd, "there.patch"))).toEqual(
        await readFile(join(cwd, "here.patch")),
      );
    });
  });

  it("says whose key it was, and by which way", async () => {
    await withTempDir(async (cwd) => {
      const signer = example(TEST_KEYS.formal.privateKey);
      const result = await build(cwd, ["--cert", FORMAL, "--json"], {
        STX_PATCH_KEY: signer,
      });
      expect(JSON.parse(result.stdout)).toMatchObject({
        patchKey: { role: "formal", source: "cmd:node" },
      });
    });
  });
});

describe("when nobody signs as was asked for", () => {
  const wrong = ["--signer", example(TEST_KEYS.dev.privateKey)];
  const formal = ["--cert", FORMAL, "--role", "formal"];

  it.each([
    ["the formal key is not there", ["--role", "formal"], "CLI_KEY_ROLE", 4],
    ["a role is nobody's", ["--role", "other"], "CLI_KEY_ROLE", 4],
    ["another key signs", [...wrong, ...formal], "SIGNER_KEY_MISMATCH", 4],
    [
      "nobody is there",
      ["--signer", "cmd:/no/signer", ...formal],
      "SIGNER_UNAVAILABLE",
      4,
    ],
    ["it fails", ["--signer", "cmd:false", ...formal], "SIGNER_REFUSED", 4],
    [
      "it talks nonsense",
      ["--signer", "cmd:echo hello", ...formal],
      "SIGNER_ANSWER_INVALID",
      4,
    ],
    [
      "it sleeps",
      ["--signer", "cmd:sleep 60", "--signer-timeout", "1", ...formal],
      "SIGNER_TIMEOUT",
      4,
    ],
    ["IMA is for a server", ["--ima-signer", "ssh:host"], "KEY_UNSUITABLE", 4],
    [
      "it is a file",
      ["--signer", TEST_KEYS.dev.privateKey],
      "CLI_OPTION_VALUE_INVALID",
      1,
    ],
    [
      "there are two",
      ["--signer", "cmd:x", "--key", "k"],
      "CLI_OPTIONS_CONFLICT",
      1,
    ],
    [
      "no time is given",
      ["--signer-timeout", "0"],
      "CLI_OPTION_VALUE_INVALID",
      1,
    ],
    [
      "the URI is broken",
      ["--signer", "pkcs11:token=x"],
      "SIGNER_URI_INVALID",
      1,
    ],
    [
      "IMA is off",
      ["--no-ima", "--ima-signer", "cmd:x"],
      "CLI_OPTIONS_CONFLICT",
      1,
    ],
  ])("%s: an error, and the old file stays", async (_, argv, code, status) => {
    await withTempDir(async (cwd) => {
      await writeFile(join(cwd, "P_1.patch"), "old");
      const result = await build(cwd, argv);
      expect([...new Set(codesIn(result.stderr))]).toEqual([code]);
      expect(result.status).toBe(status);
      expect(await readdir(cwd)).toEqual(["P_1.patch"]);
      expect(await readFile(join(cwd, "P_1.patch"), "utf8")).toBe("old");
    });
  });
});

describeWithTool(
  ["softhsm2-util", "pkcs11-tool"],
  "patch-build with a token",
  () => {
    it("takes the PIN from a file or the environment and shows it nowhere", async () => {
      await withTempDir(async (cwd) => {
        const pem = await readFile(TEST_KEYS.formal.privateKey, "utf8");
        const { uri, pin, env } = await createSoftToken(cwd, pem);
        await writeFile(join(cwd, "pin"), `${pin}\n`);
        const argv = ["--no-ima", "--cert", FORMAL, "--role", "formal"];
        const results = [
          await build(cwd, [...argv, "--signer", `${uri}&pin-source=pin`], env),
          await build(
            cwd,
            [...argv, "--signer", `${uri}&pin-value=${pin}`],
            env,
          ),
          await build(cwd, [...argv, "--signer", uri], {
            ...env,
            STX_PATCH_KEY_PASSPHRASE: pin,
          }),
        ];
        expect(results.map(({ status }) => status)).toEqual([0, 0, 0]);
        for (const { stdout, stderr } of results)
          expect(stdout + stderr).not.toContain(pin);
      });
    });
  },
);

describe("a build that is interrupted while it waits for a signer", () => {
  it("leaves neither file nor signer behind", async () => {
    await withTempDir(async (cwd) => {
      const signer = "cmd:sh -c 'echo $$ > pid; exec sleep 600'";
      const child = spawn(
        process.execPath,
        [
          ...[join(TOP, "packages/cli/bin/patch-build.js"), ...BUILD],
          ...["--no-ima", "--signer", signer, "--cert", FORMAL],
        ],
        { cwd, stdio: "ignore" },
      );
      const pid = await lineIn(join(cwd, "pid"));
      child.kill("SIGTERM");
      const [status] = (await once(child, "exit")) as [number];
      expect(status).toBe(143);
      expect(await readdir(cwd)).toEqual(["pid"]);
      const signerState = (): Promise<string> =>
        readFile(`/proc/${pid}/stat`, "utf8").catch(() => "gone");
      const hasEnded = async (): Promise<boolean> =>
        /^gone$|\) [ZX] /.test(await signerState());
      await waitUntil(hasEnded, "the signer has ended");
    });
  }, 30_000);
});

/** The first line that somebody else writes. */
async function lineIn(file: string): Promise<string> {
  const read = (): Promise<string> => readFile(file, "utf8").catch(() => "");
  await waitUntil(async () => (await read()).endsWith("\n"), file);
  return (await read()).trim();
}
