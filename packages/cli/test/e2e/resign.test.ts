import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  runOk,
  TEST_KEYS,
  uploadToTarget,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn, runCli } from "../support/cli.js";
import { TRUST_BOTH } from "../support/patches.js";
import { schemaErrors } from "../support/schema.js";

const VECTOR = vectorPath("patch", "in-service-semantics/INSVC_0001.patch");
const FORMAL = ["--role", "formal", "--key", TEST_KEYS.formal.privateKey];
const DEVELOPMENT = ["--role", "dev", "--key", TEST_KEYS.dev.privateKey];

async function withPatch(
  step: (cwd: string, path: string) => Promise<void>,
): Promise<void> {
  await withTempDir(async (cwd) => {
    const path = join(cwd, "INSVC_0001.patch");
    await copyFile(VECTOR, path);
    await step(cwd, path);
  });
}

describe("patch-sign resign", () => {
  it("goes from development to formal and back, and changes the signature only", async () => {
    await withPatch(async (cwd, path) => {
      const there = await runCli(
        "patch-sign resign",
        [...TRUST_BOTH, ...FORMAL, "--json", path],
        { cwd },
      );
      expect(there.status).toBe(0);
      expect(schemaErrors("rewrite-result", there.stdout)).toEqual([]);
      expect(JSON.parse(there.stdout)).toMatchObject({
        patches: [
          {
            written: true,
            changes: [],
            before: { role: "dev" },
            after: { role: "formal" },
          },
        ],
      });
      expect(await uploadToTarget(path)).toMatchObject({
        accepted: true,
        role: "formal",
      });
      const formal = await readFile(path);
      const back = await runCli(
        "patch-sign resign",
        [...TRUST_BOTH, ...DEVELOPMENT, path],
        { cwd },
      );
      expect(back.stdout).toMatch(/was signed by +formal/);
      expect(back.stdout).toMatch(/ signed by +dev, RSA 2048/);
      await runCli("patch-sign resign", [...TRUST_BOTH, ...FORMAL, path], {
        cwd,
      });
      expect(await readFile(path)).toEqual(formal);
    });
  });

  it("makes what openssl verifies over the concatenated members", async () => {
    await withPatch(async (cwd, path) => {
      const argv = [...TRUST_BOTH, ...FORMAL, path];
      await runCli("patch-sign resign", argv, { cwd });
      await runOk("tar", ["-xzf", path], { cwd });
      const signed = ["metadata.tar", "software.tar", "semantics.tar"].map(
        (name) => readFile(join(cwd, name)),
      );
      await writeFile(
        join(cwd, "signed"),
        Buffer.concat(await Promise.all(signed)),
      );
      const certificate = ["-in", TEST_KEYS.formal.certificate];
      const key = ["-pubkey", "-noout", "-out", "formal.pub"];
      await runOk("openssl", ["x509", ...certificate, ...key], { cwd });
      const pss = ["rsa_padding_mode:pss", "rsa_pss_saltlen:32"];
      const { stdout } = await runOk(
        "openssl",
        [
          ...["dgst", "-sha256", "-verify", "formal.pub"],
          ...["-signature", "signature.v2"],
          ...pss.flatMap((option) => ["-sigopt", option]),
          "signed",
        ],
        { cwd },
      );
      expect(stdout.toString()).toBe("Verified OK\n");
    });
  });

  it("signs nothing twice by one key, unless it is forced to", async () => {
    await withPatch(async (cwd, path) => {
      const before = await readFile(path);
      const again = await runCli("patch-sign resign", [path], { cwd });
      expect(codesIn(again.stderr)).toEqual(["CLI_KEY_SAME"]);
      expect(again.status).toBe(4);
      expect(await readFile(path)).toEqual(before);
      const forced = ["--force", path];
      expect((await runCli("patch-sign resign", forced, { cwd })).status).toBe(
        0,
      );
      expect((await uploadToTarget(path)).role).toBe("dev");
    });
  });

  it.each([
    ["no role is named", ["--key", TEST_KEYS.formal.privateKey]],
    ["the key has another", ["--role", "formal"]],
  ])("never changes the role by accident: %s", async (_, argv) => {
    await withPatch(async (cwd, path) => {
      const before = await readFile(path);
      const { status, stderr } = await runCli(
        "patch-sign resign",
        [...TRUST_BOTH, ...argv, path],
        { cwd },
      );
      expect(codesIn(stderr)).toContain("CLI_KEY_ROLE");
      expect(status).toBe(4);
      expect(await readFile(path)).toEqual(before);
    });
  });

  it("signs several, and writes copies where it is told to", async () => {
    await withPatch(async (cwd, path) => {
      const other = join(cwd, "FLAG_0001.patch");
      await copyFile(vectorPath("patch", "flags/FLAG_0001.patch"), other);
      const before = await readFile(path);
      const { status } = await runCli(
        "patch-sign resign",
        [...TRUST_BOTH, ...FORMAL, "-o", "formal/", path, other],
        { cwd },
      );
      expect(status).toBe(1);
      await runOk("mkdir", ["formal"], { cwd });
      const second = await runCli(
        "patch-sign resign",
        [...TRUST_BOTH, ...FORMAL, "-o", "formal/", path, other],
        { cwd },
      );
      expect(second.status).toBe(0);
      expect((await readdir(join(cwd, "formal"))).toSorted()).toEqual([
        "FLAG_0001.patch",
        "INSVC_0001.patch",
      ]);
      expect(await readFile(path)).toEqual(before);
    });
  });
});
