import { readFileSync, statSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { describeWithTool } from "../../src/describe-with-tool.js";
import type { RunResult } from "../../src/process.js";
import { run, runOk } from "../../src/process.js";
import { withTempDir } from "../../src/temp-dir.js";
import { ROOT } from "./root.js";

const PAIRS = [
  ["dev-private-key.pem", "dev-certificate.pem", "PEM"],
  ["ima_signing_key.priv", "ima_signing_key.x509.der", "DER"],
] as const;

async function makeKeys(...args: string[]): Promise<RunResult> {
  const script = join(ROOT, "scripts/make-signing-keys.mjs");
  return run(process.execPath, [script, ...args]);
}

async function openssl(...args: string[]): Promise<string> {
  return (await runOk("openssl", args)).stdout.toString();
}

describe("make-signing-keys", () => {
  it("writes private keys for their owner only", async () => {
    await withTempDir(async (folder) => {
      const target = join(folder, "new");
      expect((await makeKeys(target)).status).toBe(0);
      for (const [key, certificate] of PAIRS) {
        expect(statSync(join(target, key)).mode & 0o777).toBe(0o600);
        expect(statSync(join(target, certificate)).mode & 0o777).toBe(0o644);
      }
    });
  });

  it("never overwrites a file, and then writes none", async () => {
    await withTempDir(async (folder) => {
      const existing = join(folder, "ima_signing_key.x509.der");
      writeFileSync(existing, "precious");
      const { status, stderr } = await makeKeys(folder);
      expect(status).toBe(1);
      expect(stderr).toContain(existing);
      expect(readFileSync(existing, "utf8")).toBe("precious");
      expect(await readdir(folder)).toEqual(["ima_signing_key.x509.der"]);
    });
  });

  it.each([
    ["no directory", []],
    ["two directories", ["a", "b"]],
    ["a weak key", ["a", "--bits", "1024"]],
    ["an unknown option", ["a", "--force"]],
  ])("refuses %s", async (_name, args) => {
    const { status, stderr } = await makeKeys(...args);
    expect(status).toBe(1);
    expect(stderr).toContain("usage:");
  });
});

describeWithTool("openssl", "openssl reads fresh signing keys", () => {
  it("as matching pairs with the printed facts", async () => {
    await withTempDir(async (folder) => {
      const { stdout } = await makeKeys(folder);
      for (const [keyFile, certificateFile, form] of PAIRS) {
        const key = join(folder, keyFile);
        const certificate = join(folder, certificateFile);
        const x509 = ["x509", "-in", certificate, "-inform", form, "-noout"];
        expect(await openssl("rsa", "-in", key, "-noout", "-check")).toContain(
          "RSA key ok",
        );
        expect(await openssl("pkey", "-in", key, "-pubout")).toBe(
          await openssl(...x509, "-pubkey"),
        );
        expect(stdout.toString()).toContain(
          await fingerprint(...x509, "-fingerprint", "-sha256"),
        );
        const identifier = await openssl(
          ...x509,
          "-ext",
          "subjectKeyIdentifier",
        );
        const keyId = identifier.trim().replaceAll(":", "").slice(-8);
        expect(stdout.toString()).toContain(`key id  `);
        expect(stdout.toString()).toContain(keyId.toLowerCase());
      }
    });
  });
});

async function fingerprint(...args: string[]): Promise<string> {
  const line = await openssl(...args);
  return line.trim().split("=")[1]!.replaceAll(":", "").toLowerCase();
}
