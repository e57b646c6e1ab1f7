import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithTool, run, runOk, withTempDir } from "@stx-patch/testkit";
import { readFileSync } from "node:fs";
import { anchorsFrom, verifyDetachedSignature } from "../src/index.js";
import { POLICY, sha256, utf8 } from "./support.js";

const DATA = utf8("metadata.tar and software.tar");

/** The check that the specification gives as equivalent to the target's. */
const TARGET_CHECK = [
  "-sigopt",
  "rsa_padding_mode:pss",
  "-sigopt",
  "rsa_pss_saltlen:32",
];

const pss = (saltLength: string): string[] => [
  "-sigopt",
  "rsa_padding_mode:pss",
  "-sigopt",
  `rsa_pss_saltlen:${saltLength}`,
];

describeWithTool("openssl", "compared with openssl", () => {
  it.each([
    ["the original's form", "rsa_keygen_bits:2048", ["-sha256", ...pss("32")]],
    [
      "a salt as long as the digest",
      "rsa_keygen_bits:2048",
      ["-sha256", ...pss("digest")],
    ],
    ["no salt", "rsa_keygen_bits:2048", ["-sha256", ...pss("0")]],
    ["SHA-1's salt length", "rsa_keygen_bits:2048", ["-sha256", ...pss("20")]],
    ["the longest salt", "rsa_keygen_bits:2048", ["-sha256", ...pss("max")]],
    [
      "MGF1 with SHA-1",
      "rsa_keygen_bits:2048",
      ["-sha256", ...pss("32"), "-sigopt", "rsa_mgf1_md:sha1"],
    ],
    ["SHA-512", "rsa_keygen_bits:2048", ["-sha512", ...pss("32")]],
    ["PKCS#1 v1.5", "rsa_keygen_bits:2048", ["-sha256"]],
    ["PKCS#1 v1.5 with SHA-1", "rsa_keygen_bits:2048", ["-sha1"]],
    ["3072 bits", "rsa_keygen_bits:3072", ["-sha256", ...pss("32")]],
    ["exponent 3", "rsa_keygen_pubexp:3", ["-sha256", ...pss("32")]],
    ["1024 bits", "rsa_keygen_bits:1024", ["-sha256", ...pss("32")]],
  ])(
    "we trust exactly what it verifies: %s",
    async (_name, keyOption, signing) => {
      await withTempDir(async (folder) => {
        const path = (name: string): string => join(folder, name);
        await writeFile(path("data"), DATA);
        await runOk("openssl", [
          "genpkey",
          "-algorithm",
          "RSA",
          "-pkeyopt",
          keyOption,
          "-out",
          path("key"),
        ]);
        await runOk("openssl", [
          "pkey",
          "-in",
          path("key"),
          "-pubout",
          "-out",
          path("public"),
        ]);
        await runOk("openssl", [
          "dgst",
          ...signing,
          "-sign",
          path("key"),
          "-out",
          path("signature"),
          path("data"),
        ]);

        const verdict = verifyDetachedSignature({
          sha256: sha256(DATA),
          signature: readFileSync(path("signature")),
          anchors: anchorsFrom(readFileSync(path("public")), {
            source: "public",
          }),
          policy: { ...POLICY, minRsaBits: 1024 },
        });
        const verifies = async (options: string[]): Promise<boolean> => {
          const result = await run("openssl", [
            "dgst",
            "-sha256",
            ...options,
            "-verify",
            path("public"),
            "-signature",
            path("signature"),
            path("data"),
          ]);
          return result.status === 0;
        };
        expect(verdict.scheme === "rsassa-pss" && verdict.trusted).toBe(
          await verifies(TARGET_CHECK),
        );
        expect(verdict.scheme === "rsassa-pkcs1-v1_5" && verdict.trusted).toBe(
          await verifies([]),
        );
        expect(verdict.scheme === "rsassa-pss").toBe(
          await verifies(pss("auto")),
        );
      });
    },
  );
});
