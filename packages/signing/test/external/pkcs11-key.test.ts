import { createHash, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import {
  createSoftToken,
  describeWithTool,
  generateKeyPair,
  run,
  TEST_KEYS,
  withTempDir,
  type SoftToken,
} from "@stx-patch/testkit";

import {
  createImaSigner,
  createRemoteImaSigner,
  createRemotePatchSigner,
  expectedKeyOf,
  openRemoteKey,
  parseExpectedKey,
  parseSignerUri,
  type DigestSignerUri,
  type RemoteKey,
} from "../../src/index.js";
import { expectCode, load } from "../support.js";

const FORMAL_PEM = readFileSync(TEST_KEYS.formal.privateKey, "utf8");
const FORMAL = load(FORMAL_PEM);
const EXPECTED = expectedKeyOf(FORMAL.info.spki, "formal");
const MESSAGE = Buffer.from("the signed members");
const DIGEST = new Uint8Array(createHash("sha256").update(MESSAGE).digest());

function keyOn(
  token: SoftToken,
  { uri = token.uri, pin = token.pin }: { uri?: string; pin?: string } = {},
): RemoteKey {
  return openRemoteKey(parseSignerUri(uri) as DigestSignerUri, {
    ...{ timeoutMs: 20_000, cwd: "." },
    env: { ...process.env, ...token.env },
    pin: pin === "" ? undefined : pin,
  });
}

describeWithTool(
  ["softhsm2-util", "pkcs11-tool", "openssl"],
  "an RSA key on a token",
  () => {
    let token: SoftToken;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "stx-patch-token-"));
      token = await createSoftToken(folder, FORMAL_PEM);
    });

    afterAll(async () => {
      await rm(folder, { recursive: true });
    });

    it("tells its public half", async () => {
      const description = await keyOn(token).describe("patch");
      const { info } = parseExpectedKey(description, "token");
      expect(info.spkiSha256).toBe(FORMAL.info.spkiSha256);
    });

    it("signs a patch; openssl says so", async () => {
      const signer = createRemotePatchSigner(keyOn(token), EXPECTED);
      const signature = join(folder, "signature");
      await writeFile(signature, await signer.sign(DIGEST));
      const publicKey = createPublicKey(FORMAL_PEM);
      const pem = join(folder, "pub.pem");
      await writeFile(pem, publicKey.export({ type: "spki", format: "pem" }));
      const { status } = await run(
        "openssl",
        [
          ...["dgst", "-sha256", "-verify", pem, "-signature", signature],
          ...["-sigopt", "rsa_padding_mode:pss"],
          ...["-sigopt", "rsa_pss_saltlen:32"],
          ...["-sigopt", "rsa_mgf1_md:sha256"],
        ],
        { input: MESSAGE },
      );
      expect(status).toBe(0);
    });

    it("signs files as a key in this process does, with each digest", async () => {
      const digests = (["sha1", "sha256", "sha512"] as const).map(
        (algorithm) => ({
          algorithm,
          digest: new Uint8Array(createHash(algorithm).update("x").digest()),
        }),
      );
      const signer = createRemoteImaSigner(keyOn(token), EXPECTED);
      const local = createImaSigner(FORMAL);
      expect(await signer.sign(digests)).toEqual(await local.sign(digests));
    });

    it("is not logged in to again with a wrong PIN, which is in no message and no argument", async () => {
      const digests = ["a", "b", "c", "d", "e"].map((text) => ({
        algorithm: "sha256" as const,
        digest: new Uint8Array(createHash("sha256").update(text).digest()),
      }));
      const tool = join(folder, "pkcs11-tool");
      await writeFile(
        tool,
        `#!/bin/sh\necho "$*" >> ${folder}/calls\nPATH=\${PATH#*:} exec pkcs11-tool "$@"\n`,
        { mode: 0o755 },
      );
      const env = { ...token.env, PATH: `${folder}:${process.env["PATH"]}` };
      const key = keyOn({ ...token, env }, { pin: "55555555" });
      const signer = createRemoteImaSigner(key, EXPECTED);
      const error = await expectCode(
        () => signer.sign(digests),
        "SIGNER_REFUSED",
      );
      expect(error.message).toContain("CKR_PIN_INCORRECT");
      expect(error.message).not.toContain("55555555");
      const calls = readFileSync(join(folder, "calls"), "utf8");
      expect(calls).toMatch(/^--module [^\n]*--sign [^\n]*\n$/);
      expect(calls).not.toContain("55555555");
    });

    it.each([
      ["no PIN", { pin: "" }],
      ["another token", { from: "stx%20", to: "other%20" }],
      ["another key", { from: "%a1", to: "%a2" }],
      ["a library that is not there", { from: "path=/", to: "path=/no/" }],
    ])(
      "%s: SIGNER_REFUSED",
      async (
        _,
        {
          pin,
          from = "",
          to = "",
        }: {
          pin?: string;
          from?: string;
          to?: string;
        },
      ) => {
        const uri = token.uri.replace(from, to);
        const key = keyOn(token, pin === undefined ? { uri } : { uri, pin });
        const signer = createRemotePatchSigner(key, EXPECTED);
        await expectCode(() => signer.sign(DIGEST), "SIGNER_REFUSED");
      },
    );

    it("needs its library named", async () => {
      const uri = token.uri.replace(/\?.*/, "");
      await expectCode(() => keyOn(token, { uri }), "SIGNER_URI_INVALID");
    });
  },
);

describeWithTool(
  ["softhsm2-util", "pkcs11-tool"],
  "an EC key on a token",
  () => {
    it.each(["P-256", "P-384"])("of %s signs files", async (curve) => {
      const pem = generateKeyPair({ kind: "ec", curve }).pem();
      await withTempDir(async (folder) => {
        const token = await createSoftToken(folder, pem);
        const expected = expectedKeyOf(load(pem).info.spki, "token");
        const signer = createRemoteImaSigner(keyOn(token), expected);
        // What came back was verified; a wrong one would have thrown.
        const file = { algorithm: "sha256", digest: DIGEST } as const;
        expect(await signer.sign([file])).toHaveLength(1);
      });
    });
  },
);
