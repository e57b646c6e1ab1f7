import { createHash, verify } from "node:crypto";
import { writeFile } from "node:fs/promises";

import { describe, expect, it } from "@jest/globals";
import type { FileDigest, HashAlgorithm } from "@stx-patch/core";
import { fromHex, toHex } from "@stx-patch/core";
import {
  describeWithTool,
  fixedRsaKey,
  generateKeyPair,
  run,
  runOk,
  vectorExpected,
  withTempDir,
} from "@stx-patch/testkit";

import type { KernelImaSigner } from "../src/ima-signatures.js";
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

/** Threads need compiled sources; signing-threads.test.ts has them. */
function inThisThread(pem: string): KernelImaSigner {
  return createImaSigner(load(pem), { threads: 1 });
}

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
    ["2048", 265],
    ["3072", 393],
    ["4096", 521],
  ] as const)("with %s bits makes values of %d bytes", async (bits, length) => {
    const pem = bits === "2048" ? IMA_PEM : fixedRsaKey(bits).pem();
    const signer = createImaSigner(load(pem));
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

  it("refuses a bad digest before it signs the good ones", async () => {
    const signer = createImaSigner(load(IMA_PEM));
    const bad = { algorithm: "sha256", digest: new Uint8Array(31) } as const;
    await expectCode(
      () => signer.sign([digestOf("sha256"), bad]),
      "SIGN_DIGEST_INVALID",
    );
  });
});

describe.each([
  ["P-256", 81],
  ["P-384", 113],
] as const)("an EC key on %s", (curve, longest) => {
  const pair = generateKeyPair({ kind: "ec", curve });
  const signer = createImaSigner(load(pair.pem()));

  it("says the longest value it can make", () => {
    expect(signer.signatureLength).toBe(longest);
  });

  it("has the key id of the uncompressed point", () => {
    const spki = pair.publicKey.export({ type: "spki", format: "der" });
    const point = spki.subarray(
      spki.lastIndexOf(4, -2 * (longest === 81 ? 32 : 48)),
    );
    const sha1 = createHash("sha1").update(point).digest("hex");
    expect(signer.keyId).toBe(sha1.slice(-8));
  });

  it.each(ALGORITHMS)("signs %s digests as OpenSSL verifies", async (name) => {
    const [value] = await signer.sign([digestOf(name)]);
    const header = Buffer.from(value!.subarray(0, 9));
    expect(header.readUInt16BE(7)).toBe(value!.length - 9);
    // OpenSSL hashes the content itself, so it says that the digest was not hashed again.
    const good = verify(
      name,
      Buffer.from("content"),
      pair.publicKey,
      value!.subarray(9),
    );
    expect(good).toBe(true);
  });

  it("varies in length, never beyond what it says, and repeats", async () => {
    const files = Array.from({ length: 40 }, (_, i) =>
      digestOf("sha256", String(i)),
    );
    const values = await inThisThread(pair.pem()).sign(files);
    const lengths = new Set(values.map(({ length }) => length));
    expect(lengths.size).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(longest);
    const again = inThisThread(pair.pem({ type: "sec1" }));
    expect(await again.sign(files)).toEqual(values);
  });
});

describe("refusals", () => {
  it("RSA above 4096 bits: KEY_UNSUITABLE", async () => {
    const key = load(fixedRsaKey("4104").pem());
    await expectCode(() => createImaSigner(key), "KEY_UNSUITABLE");
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

describeWithTool(["evmctl", "openssl"], "evmctl, the kernel's own tool", () => {
  it.each([
    ["RSA 2048", IMA_PEM],
    ["RSA 3072", fixedRsaKey("3072").pem()],
    ["P-256", generateKeyPair({ kind: "ec", curve: "P-256" }).pem()],
    ["P-384", generateKeyPair({ kind: "ec", curve: "P-384" }).pem()],
  ])("accepts what a %s key signs", async (_name, pem) => {
    await withTempDir(async (folder) => {
      const [keyFile, certificate] = [`${folder}/key`, `${folder}/cert`];
      await writeFile(keyFile, pem);
      await runOk("openssl", [
        ...["req", "-x509", "-new", "-key", keyFile],
        ...["-subj", "/CN=test", "-outform", "DER", "-out", certificate],
      ]);
      const signer = createImaSigner(load(pem));
      for (const algorithm of ["sha1", "sha256", "sha384", "sha512"] as const) {
        const file = `${folder}/${algorithm}`;
        await writeFile(file, "content");
        const [value] = await signer.sign([digestOf(algorithm)]);
        await writeFile(`${file}.sig`, value!);
        const result = await run("evmctl", [
          ...["ima_verify", "--sigfile", "--hashalgo", algorithm],
          ...["--key", certificate, file],
        ]);
        const said = `${result.stdout.toString()}${result.stderr}`;
        expect([algorithm, result.status, said]).toEqual([
          algorithm,
          0,
          expect.stringContaining("verification is OK"),
        ]);
      }
    });
  });
});
