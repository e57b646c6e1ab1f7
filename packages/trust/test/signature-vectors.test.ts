import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  describeWithTool,
  run,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import type { SignatureVerdict } from "../src/index.js";
import { verifyDetachedSignature } from "../src/index.js";
import { bareAnchor, POLICY, sha256 } from "./support.js";

/** The part of Wycheproof's schema that is looked at. */
interface VectorFile {
  readonly algorithm: string;
  readonly numberOfTests: number;
  readonly notes: Readonly<Record<string, unknown>>;
  readonly testGroups: readonly {
    readonly keySize: number;
    readonly publicKeyPem: string;
    readonly publicKey: { readonly publicExponent: string };
    readonly tests: readonly Vector[];
  }[];
}

interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly msg: string;
  readonly sig: string;
  readonly result: "valid" | "acceptable" | "invalid";
}

type Group = VectorFile["testGroups"][number];

const FILES = [
  "rsa_pss_sha256_mgf1_32_test.json",
  "rsa_pkcs1_sha256_test.json",
].map(
  (name) =>
    [
      name,
      JSON.parse(
        readFileSync(vectorPath("signature", name), "utf8"),
      ) as VectorFile,
    ] as const,
);

/** Where we refuse what openssl takes: a matter of policy, and one of form. */
const STRICTER_FLAGS = ["ExponentOne", "LeadingZeroMissing"];

const OPENSSL_PADDING: Readonly<Record<string, readonly string[]>> = {
  "RSASSA-PSS": [
    ...["-pkeyopt", "rsa_padding_mode:pss"],
    ...["-pkeyopt", "rsa_pss_saltlen:32"],
    ...["-pkeyopt", "rsa_mgf1_md:sha256"],
  ],
  "RSASSA-PKCS1-v1_5": ["-pkeyopt", "rsa_padding_mode:pkcs1"],
};

const bytesOf = (hex: string): Uint8Array =>
  new Uint8Array(Buffer.from(hex, "hex"));

function verify({ publicKeyPem }: Group, vector: Vector): SignatureVerdict {
  return verifyDetachedSignature({
    sha256: sha256(bytesOf(vector.msg)),
    signature: bytesOf(vector.sig),
    anchors: [bareAnchor(publicKeyPem)],
    policy: POLICY,
  });
}

/** What the verdict is in Wycheproof's words. */
function resultOf({ trusted, signer, findings }: SignatureVerdict): string {
  if (signer === undefined) return "invalid";
  const isWeakOnly = findings.every(
    ({ severity, code }) => severity !== "error" || code === "TRUST_WEAK_KEY",
  );
  if (!isWeakOnly) return "invalid";
  const codes = findings.map(({ code }) => code);
  const isUnusual = codes.includes("TRUST_EXPONENT");
  return trusted && !isUnusual ? "valid" : "acceptable";
}

describe.each(FILES)("%s", (_, { testGroups, numberOfTests, notes }) => {
  const all = testGroups.flatMap((group) =>
    group.tests.map((vector) => ({ group, vector })),
  );

  it("is numbered and explained", () => {
    expect(all.map(({ vector }) => vector.tcId)).toEqual(
      Array.from({ length: numberOfTests }, (_none, i) => i + 1),
    );
    const flags = new Set(all.flatMap(({ vector }) => vector.flags));
    expect([...flags].sort()).toEqual(Object.keys(notes).sort());
  });

  it("has every vector judged as it says", () => {
    const shown = ({ keySize }: Group, vector: Vector, result: string) => ({
      what: `${vector.tcId}: ${keySize} bits, ${vector.comment}`,
      result,
    });
    expect(
      all.map(({ group, vector }) =>
        shown(group, vector, resultOf(verify(group, vector))),
      ),
    ).toEqual(
      all.map(({ group, vector }) => shown(group, vector, vector.result)),
    );
  });
});

describeWithTool("openssl", "openssl pkeyutl", () => {
  it.each(FILES)(
    "says the same of every vector in %s",
    async (_, { algorithm, testGroups }) => {
      await withTempDir(async (folder) => {
        for (const group of testGroups)
          expect(await opinions(group, algorithm, folder)).toEqual(
            group.tests.map((vector) => [
              vector.comment,
              STRICTER_FLAGS.some((flag) => vector.flags.includes(flag)) ||
                vector.result !== "invalid",
            ]),
          );
      });
    },
  );
});

/** For each vector of a group, whether openssl accepts it. */
async function opinions(
  { publicKeyPem, tests }: Group,
  algorithm: string,
  folder: string,
): Promise<[string, boolean][]> {
  const key = join(folder, "key.pem");
  await writeFile(key, publicKeyPem);
  return Promise.all(
    tests.map(async ({ tcId, comment, msg, sig }) => {
      const signature = join(folder, `${tcId}.sig`);
      await writeFile(signature, bytesOf(sig));
      const { status } = await run(
        "openssl",
        [
          ...["pkeyutl", "-verify", "-pubin", "-inkey", key],
          ...["-sigfile", signature, "-pkeyopt", "digest:sha256"],
          ...(OPENSSL_PADDING[algorithm] ?? []),
        ],
        { input: sha256(bytesOf(msg)) },
      );
      return [comment, status === 0];
    }),
  );
}
