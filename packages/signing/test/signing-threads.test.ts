import { readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { RunResult } from "@stx-patch/testkit";
import { generateKeyPair, run, TEST_KEYS } from "@stx-patch/testkit";
import { build } from "esbuild";

/**
 * Threads load their module as a file, and Node cannot load TypeScript: so the sources are compiled into a
 * folder of their own and used by a program of its own, which also shows that no thread keeps it alive.
 */
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "signing-"));
  const source = (path: string): string =>
    fileURLToPath(new URL(`../../${path}`, import.meta.url));
  await build({
    entryPoints: readdirSync(source("signing/src"))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => source(`signing/src/${name}`)),
    alias: { "@stx-patch/core": source("core/src/index.ts") },
    nodePaths: [
      fileURLToPath(new URL("../../../node_modules", import.meta.url)),
    ],
    bundle: true,
    splitting: true,
    outdir: folder,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: {
      js: 'import { createRequire as forBundle } from "node:module"; const require = forBundle(import.meta.url);',
    },
  });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Runs a program beside the compiled sources. */
async function program(text: string, ...args: string[]): Promise<RunResult> {
  const file = join(folder, "program.js");
  await writeFile(file, text);
  return run(process.execPath, [file, ...args]);
}

const SIGN = `
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createImaSigner, loadPrivateKey } from "./index.js";
const [file, count, threads] = process.argv.slice(2);
const key = loadPrivateKey(readFileSync(file), { source: "key" });
const digests = Array.from({ length: Number(count) }, (_, i) => {
  const all = createHash("sha256").update(String(i % 900)).digest();
  return { algorithm: "sha256", digest: new Uint8Array(all.buffer, all.byteOffset, 32) };
});
const values = await createImaSigner(key, { threads: Number(threads) }).sign(digests);
const hash = createHash("sha256");
for (const value of values) hash.update(value);
console.log(values.length, hash.digest("hex"));
`;

describe("many signatures", () => {
  it("are the same on any number of threads", async () => {
    const outputs = [];
    for (const threads of ["1", "2", "3"]) {
      const { status, stdout, stderr } = await program(
        SIGN,
        ...[TEST_KEYS.ima.privateKey, "1000", threads],
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      outputs.push(stdout.toString());
    }
    expect(new Set(outputs).size).toBe(1);
    expect(outputs[0]).toMatch(/^1000 [0-9a-f]{64}\n$/);
  });

  it("with an EC key, too", async () => {
    const file = join(folder, "ec.pem");
    await writeFile(
      file,
      generateKeyPair({ kind: "ec", curve: "P-256" }).pem(),
    );
    const one = await program(SIGN, file, "60", "1");
    const two = await program(SIGN, file, "60", "2");
    expect(two.stderr).toBe("");
    expect(two.stdout.toString()).toBe(one.stdout.toString());
  });
});

const FAIL = `
import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { signOnThreads } from "./signing-threads.js";
const [one, other] = process.argv.slice(-2).map((file) => readFileSync(file));
const [privateKey, publicKey] = [createPrivateKey(one), createPublicKey(other)];
const file = { algorithm: "sha256", digest: new Uint8Array(32) };
await signOnThreads({ privateKey, publicKey }, Array(100).fill(file), 3).catch(
  (error) => console.log(error.name, error.code),
);
`;

describe("a thread that fails", () => {
  it("says why, and the others end, too", async () => {
    const { status, stdout, stderr } = await program(
      FAIL,
      ...[TEST_KEYS.dev.privateKey, TEST_KEYS.ima.privateKey],
    );
    expect(stderr).toBe("");
    expect(stdout.toString()).toBe("SigningError SIGN_SELF_CHECK_FAILED\n");
    expect(status).toBe(0);
  });

  it("is reported when it cannot even start", async () => {
    await rm(join(folder, "ima-worker.js"));
    const { status, stdout, stderr } = await program(
      FAIL,
      ...[TEST_KEYS.dev.privateKey, TEST_KEYS.ima.privateKey],
    );
    expect(stderr).toBe("");
    expect(stdout.toString()).toBe("SigningError SIGN_THREAD_FAILED\n");
    expect(status).toBe(0);
  });
});
