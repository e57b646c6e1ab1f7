import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import { writeFile } from "node:fs/promises";

import { describe, expect, it } from "@jest/globals";
import {
  describeWithTool,
  fixedRsaKey,
  generateKeyPair,
  repackPrivateKey,
  run,
  withTempDir,
} from "@stx-patch/testkit";
import forge from "node-forge";

import { createPatchSigner } from "../src/patch-signer.js";
import { DEV_PEM, expectCode, IMA_PEM, load } from "./support.js";

const MESSAGE = Buffer.from("metadata.tar and software.tar");
const DIGEST = sha256(MESSAGE);
const dev = load(DEV_PEM);

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

function verifies(pem: string, signature: Uint8Array): boolean {
  return verify(
    "sha256",
    MESSAGE,
    {
      key: createPublicKey(pem),
      padding: 6, // RSA_PKCS1_PSS_PADDING
      saltLength: 32,
    },
    signature,
  );
}

describe("a patch signature", () => {
  it("is RSASSA-PSS with 32 bytes of salt", async () => {
    const signature = await createPatchSigner(dev).sign(DIGEST);
    expect(signature).toHaveLength(256);
    expect(verifies(DEV_PEM, signature)).toBe(true);
  });

  it("says who signs", () => {
    expect(createPatchSigner(dev).key).toBe(dev.info);
  });

  it.each(["2048", "2050", "2054", "3072", "4096"] as const)(
    "fits a modulus of %s bits",
    async (bits) => {
      const pem = bits === "2048" ? IMA_PEM : fixedRsaKey(bits).pem();
      const signature = await createPatchSigner(load(pem)).sign(DIGEST);
      expect(signature).toHaveLength(Math.ceil(Number(bits) / 8));
      expect(verifies(pem, signature)).toBe(true);
    },
  );
});

describe("a modulus of a bit length of eight times n plus one", () => {
  it("gets an encoded message that is one byte shorter", async () => {
    const pem = fixedRsaKey("2049").pem();
    const key = load(pem);
    expect(key.info.bits).toBe(2049);
    const signature = await createPatchSigner(key).sign(DIGEST);
    expect(signature).toHaveLength(257);
    expect(verifies(pem, signature)).toBe(true);
  });
});

describe("the derived salt", () => {
  it("repeats the signature for the same key and digest", async () => {
    const once = await createPatchSigner(dev).sign(DIGEST);
    const again = await createPatchSigner(load(DEV_PEM)).sign(DIGEST);
    expect(again).toEqual(once);
  });

  it("does not depend on how the key is stored", async () => {
    const stored = repackPrivateKey(DEV_PEM, { passphrase: "open" });
    const signer = createPatchSigner(load(stored, "open"), { salt: "derived" });
    expect(await signer.sign(DIGEST)).toEqual(
      await createPatchSigner(dev).sign(DIGEST),
    );
  });

  it("stays the same across releases of this package", async () => {
    const signature = await createPatchSigner(dev).sign(DIGEST);
    expect(Buffer.from(sha256(signature)).toString("hex")).toBe(
      "1944bec124a3d668e18ee2f4f8714a2e2691e06249a1bb8f01cdfbbba9f1e064",
    );
  });

  it("differs between digests and between keys", async () => {
    const other = load(IMA_PEM);
    const salts = await Promise.all([
      saltIn(dev, DIGEST),
      saltIn(dev, sha256(DIGEST)),
      saltIn(other, DIGEST),
    ]);
    expect(new Set(salts).size).toBe(3);
  });
});

/** Opens a signature with the public key and undoes the mask, to see the salt. */
async function saltIn(
  key: ReturnType<typeof load>,
  digest: Uint8Array,
): Promise<string> {
  const signature = await createPatchSigner(key).sign(digest);
  const publicKey = forge.pki.publicKeyFromAsn1(
    forge.asn1.fromDer(
      forge.util.createBuffer(Buffer.from(key.info.spki).toString("latin1")),
    ),
  );
  const encoded = publicKey.encrypt(
    Buffer.from(signature).toString("latin1"),
    "RAW",
  );
  const maskedSize = encoded.length - 33;
  const mgf = forge.mgf.mgf1.create(forge.md.sha256.create()) as {
    generate(seed: string, length: number): string;
  };
  const mask = mgf.generate(encoded.slice(maskedSize, -1), maskedSize);
  const salt = Buffer.from(
    forge.util.xorBytes(encoded.slice(0, maskedSize), mask, maskedSize),
    "latin1",
  );
  return salt.subarray(-32).toString("hex");
}

describe("the random salt", () => {
  it("never repeats and verifies all the same", async () => {
    const signer = createPatchSigner(dev, { salt: "random" });
    const [one, two] = [await signer.sign(DIGEST), await signer.sign(DIGEST)];
    expect(one).not.toEqual(two);
    expect(verifies(DEV_PEM, one)).toBe(true);
    expect(verifies(DEV_PEM, two)).toBe(true);
  });
});

describe("refusals", () => {
  it("an EC key: KEY_UNSUITABLE", async () => {
    const ec = load(generateKeyPair({ kind: "ec", curve: "P-384" }).pem());
    await expectCode(() => createPatchSigner(ec), "KEY_UNSUITABLE");
  });

  it.each([0, 20, 31, 33, 64])(
    "a digest of %d bytes: SIGN_DIGEST_INVALID",
    async (size) => {
      const signer = createPatchSigner(dev);
      await expectCode(
        () => signer.sign(new Uint8Array(size)),
        "SIGN_DIGEST_INVALID",
      );
    },
  );
});

describeWithTool("openssl", "openssl verifies a patch signature", () => {
  it.each(["derived", "random"] as const)("with a %s salt", async (salt) => {
    const message = randomBytes(100_000);
    const signature = await createPatchSigner(dev, { salt }).sign(
      sha256(message),
    );
    const verdict = await opensslVerify(message, signature);
    expect(verdict).toEqual({ status: 0, said: "Verified OK" });
  });

  it("and notices a changed message", async () => {
    const signature = await createPatchSigner(dev).sign(DIGEST);
    const verdict = await opensslVerify(Buffer.from("other"), signature);
    expect(verdict.status).toBe(1);
  });
});

async function opensslVerify(
  message: Uint8Array,
  signature: Uint8Array,
): Promise<{ status: number | null; said: string }> {
  return withTempDir(async (folder) => {
    const publicPem = createPublicKey(DEV_PEM).export({
      type: "spki",
      format: "pem",
    });
    await writeFile(`${folder}/pub.pem`, publicPem);
    await writeFile(`${folder}/sig`, signature);
    const { status, stdout } = await run(
      "openssl",
      [
        ...["dgst", "-sha256", "-verify", `${folder}/pub.pem`],
        ...["-signature", `${folder}/sig`],
        ...["-sigopt", "rsa_padding_mode:pss"],
        ...["-sigopt", "rsa_pss_saltlen:32"],
        ...["-sigopt", "rsa_mgf1_md:sha256"],
      ],
      { input: message },
    );
    return { status, said: stdout.toString().trim() };
  });
}
