import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";

import { describe, expect, it } from "@jest/globals";
import type { FileDigest, HashAlgorithm } from "@stx-patch/core";
import { fromHex, toHex } from "@stx-patch/core";
import {
  describeWithTool,
  generateKeyPair,
  run,
  TEST_KEYS,
  vectorExpected,
  withTempDir,
} from "@stx-patch/testkit";

import { createImaSigner } from "../src/ima-signer.js";
import { expectCode, IMA_PEM, load } from "./support.js";

interface Unsigned {
  readonly rpm: {
    readonly files?: readonly { readonly digest: string | null }[];
    readonly filedigestalgo?: number | null;
  };
}

interface Signed {
  readonly base: string;
  readonly fileSignatures: readonly string[] | null;
  readonly fileSignatureLength: number | null;
}

/** Every algorithm a package of the vectors can have, recognised by the length of its hex digest. */
const BY_HEX_LENGTH: Readonly<Record<number, HashAlgorithm>> = {
  32: "md5",
  40: "sha1",
  56: "sha224",
  64: "sha256",
  96: "sha384",
  128: "sha512",
};

const ALGORITHMS = Object.values(BY_HEX_LENGTH);

function digestOf(algorithm: HashAlgorithm, text = "content"): FileDigest {
  const digest = createHash(algorithm).update(text).digest();
  return { algorithm, digest: new Uint8Array(digest) };
}

const ima = createImaSigner(load(IMA_PEM));

describe.each([
  "signed-mainheader-stx",
  "signed-mainheader",
  "signed-sigheader",
])("the file signatures of real rpmsign in %s", (folder) => {
  it("come out byte for byte", async () => {
    const unsigned = await vectorExpected<Record<string, Unsigned>>(
      "rpm",
      "unsigned",
    );
    const signed = await vectorExpected<Record<string, Signed>>("rpm", folder);
    let compared = 0;
    for (const { base, fileSignatures } of Object.values(signed)) {
      const files = unsigned[base.replace("../unsigned/", "")]?.rpm.files ?? [];
      for (const [i, signature] of (fileSignatures ?? []).entries()) {
        const hex = files[i]?.digest ?? "";
        if (signature === "") continue;
        const algorithm = BY_HEX_LENGTH[hex.length];
        expect(algorithm).toBeDefined();
        const file = { algorithm: algorithm!, digest: fromHex(hex) };
        const [ours] = await ima.sign([file]);
        expect(toHex(ours!)).toBe(signature);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});

describe("an IMA signer", () => {
  it("has the key id of the development certificate", () => {
    expect(ima.keyId).toBe("ec5b8084");
  });

  it.each([
    [2048, 265],
    [3072, 393],
    [4096, 521],
  ])("with %d bits makes values of %d bytes", async (bits, length) => {
    const signer = createImaSigner(
      load(generateKeyPair({ kind: "rsa", bits }).pem()),
    );
    const [value] = await signer.sign([digestOf("sha256")]);
    expect(signer.signatureLength).toBe(length);
    expect(value).toHaveLength(length);
  });

  it("keeps the order and signs equal digests once", async () => {
    const [a, b] = [digestOf("sha256", "a"), digestOf("sha256", "b")];
    const [first, second, third] = await ima.sign([a, b, a]);
    expect(third).toBe(first);
    expect(second).not.toEqual(first);
    const [later] = await ima.sign([{ ...a, digest: a.digest.slice() }]);
    expect(later).toBe(first);
  });

  it("tells digests of different algorithms apart", async () => {
    const digest = new Uint8Array(32);
    const [value] = await ima.sign([{ algorithm: "sha256", digest }]);
    await expectCode(
      () => ima.sign([{ algorithm: "sha512", digest }]),
      "SIGN_DIGEST_INVALID",
    );
    expect(value?.[2]).toBe(4);
  });

  it("signs nothing when there is nothing to sign", async () => {
    expect(await ima.sign([])).toEqual([]);
  });
});

describe("refusals", () => {
  it.each([
    ["P-256", generateKeyPair({ kind: "ec", curve: "P-256" })],
    ["P-384", generateKeyPair({ kind: "ec", curve: "P-384" })],
    ["RSA above 4096 bits", generateKeyPair({ kind: "rsa", bits: 4104 })],
  ])("%s: KEY_UNSUITABLE", async (_name, pair) => {
    await expectCode(() => createImaSigner(load(pair.pem())), "KEY_UNSUITABLE");
  });

  it.each(["sha3-256", "sha3-512"] as const)(
    "%s digests: SIGN_ALGORITHM_UNSUPPORTED",
    async (algorithm) => {
      await expectCode(
        () => ima.sign([digestOf(algorithm)]),
        "SIGN_ALGORITHM_UNSUPPORTED",
      );
    },
  );

  it.each(ALGORITHMS)(
    "a %s digest of another length: SIGN_DIGEST_INVALID",
    async (algorithm) => {
      const { digest } = digestOf(algorithm);
      const short = { algorithm, digest: digest.subarray(1) };
      await expectCode(() => ima.sign([short]), "SIGN_DIGEST_INVALID");
    },
  );
});

describeWithTool("evmctl", "evmctl, the kernel's own tool", () => {
  it.each(["sha1", "sha256", "sha512"] as const)(
    "accepts a signature over %s",
    async (algorithm) => {
      await withTempDir(async (folder) => {
        const file = `${folder}/file`;
        await writeFile(file, "content");
        const [value] = await ima.sign([digestOf(algorithm)]);
        await writeFile(`${file}.sig`, value!);
        const result = await run("evmctl", [
          ...["ima_verify", "--sigfile", "--hashalgo", algorithm],
          ...["--key", TEST_KEYS.ima.certificate, file],
        ]);
        expect(`${result.stdout.toString()}${result.stderr}`).toContain(
          "verification is OK",
        );
        expect(result.status).toBe(0);
      });
    },
  );
});
