import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import {
  craftPatch,
  describeWithTool,
  run,
  runOk,
  sampleMetadata,
  TEST_KEYS,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli, type CliResult } from "../support/cli.js";
import { schemaErrors } from "../support/schema.js";

const RPMS = fileURLToPath(
  new URL("../../../../examples/rpms/", import.meta.url),
);
const RPM = "stx-time-tools-0.9-4.tis.noarch.rpm";
const FORMAL = `formal=${TEST_KEYS.formal.certificate}`;
const TRUST = ["--trust", `dev=${TEST_KEYS.dev.certificate}`];

/** A folder with the well-formed patch P_0001, signed by the development key. */
async function withPatch(use: (cwd: string) => Promise<void>): Promise<void> {
  await withTempDir(async (cwd) => {
    const metadata = sampleMetadata({
      id: "P_0001",
      contents: [RPM],
      personalities: [{ type: "worker", packages: ["stx-time-tools"] }],
    });
    const rpms = [{ name: RPM, body: await readFile(join(RPMS, RPM)) }];
    const patch = await craftPatch({ metadata, rpms });
    await writeFile(join(cwd, "P_0001.patch"), patch);
    await use(cwd);
  });
}

const request = (cwd: string, ...more: string[]): Promise<CliResult> =>
  runCli("patch-sign request", [...TRUST, "--cert", FORMAL, ...more], { cwd });

const attach = (cwd: string, ...more: string[]): Promise<CliResult> =>
  runCli("patch-sign attach", ["--cert", FORMAL, ...more, "P_0001.patch"], {
    cwd,
  });

/** Runs the commands that a request shows, as somebody does who has nothing but the request and a key. */
async function answer(cwd: string, key: string): Promise<void> {
  const text = await readFile(join(cwd, "P_0001.signing-request.json"), "utf8");
  const { answer: commands } = JSON.parse(text) as { answer: string[] };
  for (const command of commands)
    await runOk("sh", ["-ec", command.replace("KEY.pem", key)], { cwd });
}

describe("patch-sign request", () => {
  it("says what is to be signed, as its schema has it", async () => {
    await withPatch(async (cwd) => {
      const result = await request(cwd, "P_0001.patch", "-o", "-");
      expect(result.stderr).toBe("");
      expect(schemaErrors("signing-request", result.stdout)).toEqual([]);
      expect(JSON.parse(result.stdout)).toMatchObject({
        patch: { id: "P_0001", signedBy: { role: "dev" } },
        sign: { role: "formal", acceptedKeys: [{}] },
      });
    });
  });

  it("prints the same with --json as it writes", async () => {
    await withPatch(async (cwd) => {
      const { stdout } = await request(cwd, "P_0001.patch", "--json");
      expect(
        await readFile(join(cwd, "P_0001.signing-request.json"), "utf8"),
      ).toBe(stdout);
    });
  });

  it("is not made of a patch that nobody trusted signed, unless that is said", async () => {
    await withPatch(async (cwd) => {
      const foreign = ["--trust", FORMAL, "P_0001.patch"];
      const run = (...more: string[]): Promise<CliResult> =>
        runCli("patch-sign request", [...foreign, ...more], { cwd });
      const refused = await run();
      expect(codesIn(refused.stderr)).toEqual(["CLI_PATCH_UNTRUSTED"]);
      expect(refused.status).toBe(3);
      expect(await readdir(cwd)).toEqual(["P_0001.patch"]);
      const allowed = await run("--allow-untrusted");
      expect(allowed.stdout).toContain("nobody who is trusted");
    });
  });

  it.each([
    [[], "CLI_ARGUMENT_MISSING"],
    [["-"], "CLI_ARGUMENT_UNEXPECTED"],
    [["a.patch", "b.patch"], "CLI_ARGUMENT_UNEXPECTED"],
    [["P_0001.patch", "-o", "P_0001.patch"], "CLI_OUTPUT_IS_INPUT"],
  ])("%j: %s", async (argv, code) => {
    await withPatch(async (cwd) => {
      const result = await request(cwd, ...argv);
      expect(codesIn(result.stderr)).toEqual([code]);
      expect(result.status).toBe(1);
      expect((await stat(join(cwd, "P_0001.patch"))).size).toBeGreaterThan(500);
    });
  });
});

describeWithTool("openssl", "patch-sign attach", () => {
  it("puts in what openssl made of a request; nothing else changes", async () => {
    await withPatch(async (cwd) => {
      await request(cwd, "P_0001.patch");
      await answer(cwd, TEST_KEYS.formal.privateKey);
      const before = await members(cwd);
      await writeFile(join(cwd, "P_0001.patch.sha256"), "");
      const signature = ["--signature", "P_0001.signature"];
      const result = await attach(
        cwd,
        ...signature,
        "--role",
        "formal",
        "--json",
      );
      expect(result.stderr).toBe("");
      expect(schemaErrors("sign-attach-result", result.stdout)).toEqual([]);
      expect(JSON.parse(result.stdout)).toMatchObject({
        outdatedSidecars: [join(cwd, "P_0001.patch.sha256")],
      });
      const after = await members(cwd);
      expect(after.get("signature.v2")).not.toBe(before.get("signature.v2"));
      before.delete("signature.v2");
      after.delete("signature.v2");
      expect(after).toEqual(before);
      const verified = await runCli(
        "patch-verify",
        ["P_0001.patch", "--trust", FORMAL, "--require", "formal"],
        { cwd },
      );
      expect(verified.stdout).toContain("signed by   formal:");
    });
  });

  it("reads base64, too, and can write a copy", async () => {
    await withPatch(async (cwd) => {
      await request(cwd, "P_0001.patch");
      await answer(cwd, TEST_KEYS.formal.privateKey);
      const raw = await readFile(join(cwd, "P_0001.signature"));
      const lines = raw.toString("base64").replaceAll(/.{64}/g, "$&\n");
      await writeFile(join(cwd, "sig.b64"), `${lines}\n`);
      const old = await readFile(join(cwd, "P_0001.patch"));
      const result = await attach(
        cwd,
        "--signature",
        "sig.b64",
        "-o",
        "c.patch",
      );
      expect(result.status).toBe(0);
      expect(await readFile(join(cwd, "P_0001.patch"))).toEqual(old);
    });
  });

  it("refuses every signature but the right one, and leaves the patch alone", async () => {
    await withPatch(async (cwd) => {
      await request(cwd, "P_0001.patch");
      await answer(cwd, TEST_KEYS.formal.privateKey);
      const good = await readFile(join(cwd, "P_0001.signature"));
      const old = await readFile(join(cwd, "P_0001.patch"));
      await answer(cwd, TEST_KEYS.ima.privateKey);
      const wrong: Record<string, Uint8Array> = {
        "another key": await readFile(join(cwd, "P_0001.signature")),
        "a flipped bit": good.map((byte, i) => (i === 99 ? byte ^ 1 : byte)),
        "cut short": good.subarray(1),
        "one byte": Uint8Array.of(7),
      };
      for (const signature of Object.values(wrong)) {
        await writeFile(join(cwd, "sig"), signature);
        const result = await attach(cwd, "--signature", "sig");
        expect(codesIn(result.stderr)).toEqual(["SIGNER_KEY_MISMATCH"]);
        expect(result.status).toBe(4);
      }
      expect(await readFile(join(cwd, "P_0001.patch"))).toEqual(old);
    });
  });

  it("refuses a salt that no target accepts", async () => {
    await withPatch(async (cwd) => {
      await request(cwd, "P_0001.patch");
      const { stdout } = await runOk("sed", [
        ...["s/saltlen:32/saltlen:20/"],
        join(cwd, "P_0001.signing-request.json"),
      ]);
      await writeFile(join(cwd, "P_0001.signing-request.json"), stdout);
      await answer(cwd, TEST_KEYS.formal.privateKey);
      const result = await attach(cwd, "--signature", "P_0001.signature");
      expect(codesIn(result.stderr)).toEqual(["SIGNER_KEY_MISMATCH"]);
    });
  });

  it("takes no development signature where a formal one was asked for", async () => {
    await withPatch(async (cwd) => {
      await request(cwd, "P_0001.patch");
      await answer(cwd, TEST_KEYS.dev.privateKey);
      const signature = ["--signature", "P_0001.signature"];
      const dev = ["--cert", `dev=${TEST_KEYS.dev.certificate}`];
      const result = await attach(
        cwd,
        ...signature,
        ...dev,
        "--role",
        "formal",
      );
      expect(codesIn(result.stderr)).toEqual(["SIGNER_KEY_MISMATCH"]);
    });
  });

  it.each([
    [[], "CLI_ARGUMENT_MISSING"],
    [["--signature", "none"], "CLI_SIGNATURE_UNREADABLE"],
    [["--signature", "/dev/null"], "CLI_SIGNATURE_UNREADABLE"],
    [["--signature", "/dev/zero"], "CLI_SIGNATURE_UNREADABLE"],
  ])("%j: %s", async (argv, code) => {
    await withPatch(async (cwd) => {
      const result = await attach(cwd, ...argv);
      expect(codesIn(result.stderr)).toEqual([code]);
      expect(result.status).toBe(1);
    });
  });
});

/** Digest of each member, as tar and sha256sum see it. */
async function members(cwd: string): Promise<Map<string, string>> {
  const list = await runOk("tar", ["tzf", "P_0001.patch"], { cwd });
  const names = list.stdout.toString().trim().split("\n");
  const digests = await Promise.all(
    names.map(async (name) => {
      const { stdout } = await run(
        "sh",
        ["-c", `tar xzOf P_0001.patch ${name} | sha256sum`],
        { cwd },
      );
      return [name, stdout.toString()] as const;
    }),
  );
  return new Map(digests);
}
