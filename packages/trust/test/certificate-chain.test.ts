import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "@jest/globals";
import { describeWithTool, runOk, withTempDir } from "@stx-patch/testkit";
import {
  anchorsFrom,
  parseCertificates,
  rolesOfKey,
  verifyDetachedSignature,
  type Certificate,
  type SignatureVerdict,
  type TrustAnchor,
  type TrustPolicy,
} from "../src/index.js";
import { POLICY, sha256, signPss, utf8 } from "./support.js";

const MESSAGE = utf8("the signed members");
const CA = [
  "basicConstraints=critical,CA:TRUE",
  "keyUsage=critical,keyCertSign",
];
const LEAF = [
  "basicConstraints=CA:FALSE",
  "keyUsage=critical,digitalSignature",
];

/** Name, issuer, extensions, and what is unusual about it. */
const CERTIFICATES: readonly [
  name: string,
  issuer: string | undefined,
  extensions: readonly string[],
  more?: { readonly bits?: number; readonly digest?: string },
][] = [
  ["root", undefined, CA],
  ["ca", "root", CA],
  ["leaf", "ca", LEAF],
  ["short-root", undefined, ["basicConstraints=critical,CA:TRUE,pathlen:0"]],
  ["ca-below-short", "short-root", CA],
  ["leaf-too-deep", "ca-below-short", LEAF],
  ["leaf-of-leaf", "leaf", LEAF],
  ["no-cert-sign", "root", ["basicConstraints=CA:TRUE", "keyUsage=cRLSign"]],
  ["leaf-of-no-cert-sign", "no-cert-sign", LEAF],
  ["leaf-for-encryption", "ca", ["keyUsage=keyEncipherment"]],
  ["leaf-for-servers", "ca", ["extendedKeyUsage=serverAuth"]],
  ["leaf-for-code", "ca", [...LEAF, "extendedKeyUsage=codeSigning"]],
  ["leaf-critical", "ca", ["1.2.3.4=critical,ASN1:NULL"]],
  ["leaf-sha1", "ca", LEAF, { digest: "sha1" }],
  ["weak-ca", "root", CA, { bits: 1024 }],
  ["leaf-of-weak", "weak-ca", LEAF],
  ["stranger", undefined, CA],
];

const certificates = new Map<string, Certificate>();
const keys = new Map<string, string>();

async function makeAll(folder: string): Promise<void> {
  for (const [name, issuer, extensions, more = {}] of CERTIFICATES) {
    const file = (of: string, kind: string): string =>
      join(folder, `${of}.${kind}`);
    await runOk("openssl", [
      ...["req", "-x509", "-new", "-nodes", "-days", "3650"],
      ...["-newkey", `rsa:${more.bits ?? 2048}`, `-${more.digest ?? "sha256"}`],
      ...["-config", "/dev/null", "-subj", `/CN=${name}`],
      ...["-keyout", file(name, "key"), "-out", file(name, "pem")],
      ...(issuer === undefined
        ? []
        : ["-CA", file(issuer, "pem"), "-CAkey", file(issuer, "key")]),
      ...extensions.flatMap((extension) => ["-addext", extension]),
    ]);
    const pem = new Uint8Array(readFileSync(file(name, "pem")));
    certificates.set(name, parseCertificates(pem, name)[0]!);
    keys.set(name, readFileSync(file(name, "key"), "utf8"));
  }
}

function anchor(name: string): TrustAnchor {
  const { der } = certificates.get(name)!;
  return anchorsFrom(der, { role: "formal", source: name })[0]!;
}

/** Signs with one key and verifies with other certificates. */
function verify(
  signer: string,
  intermediates: readonly string[],
  anchors: readonly string[],
  policy: Partial<TrustPolicy> = {},
): SignatureVerdict {
  const key = createPrivateKey(keys.get(signer)!);
  return verifyDetachedSignature({
    sha256: sha256(MESSAGE),
    signature: signPss(key, MESSAGE, 32),
    anchors: anchors.map(anchor),
    intermediates: intermediates.map((name) => certificates.get(name)!),
    policy: { ...POLICY, now: new Date(), ...policy },
  });
}

function codes({ findings }: SignatureVerdict): string[] {
  return findings.map(({ code }) => code);
}

describeWithTool(
  ["openssl"],
  "a signer whom an anchor issued a certificate",
  () => {
    beforeAll(() => withTempDir(makeAll), 120_000);

    it.each([
      ["an anchor itself", "root", [], ["root", "stranger"], ["formal"]],
      ["issued by an anchor", "leaf", ["ca", "leaf"], ["root"], ["formal"]],
      ["without its certificate", "leaf", ["ca"], ["root"], []],
      [
        "of a bad chain",
        "leaf-of-leaf",
        ["leaf-of-leaf", "leaf", "ca"],
        ["root"],
        [],
      ],
      ["unknown", "stranger", ["ca"], ["root"], []],
    ])(
      "has the roles that its key can have, before it signs: %s",
      (_, name, intermediates, anchors, roles) => {
        const { key } = certificates.get(name)!;
        const found = rolesOfKey(key, {
          anchors: anchors.map(anchor),
          intermediates: intermediates.map((of) => certificates.get(of)!),
        });
        expect(found).toEqual(roles);
      },
    );

    it("is trusted with the anchor's role, and the chain is reported", () => {
      const verdict = verify("leaf", ["ca", "leaf"], ["stranger", "root"]);
      expect(codes(verdict)).toEqual([]);
      expect(verdict).toMatchObject({
        trusted: true,
        signer: { role: "formal", source: "root" },
      });
      expect(verdict.chain.map(({ subject }) => subject)).toEqual([
        "CN=leaf",
        "CN=ca",
        "CN=root",
      ]);
    });

    it("may be a code signer by its certificate", () => {
      expect(
        verify("leaf-for-code", ["ca", "leaf-for-code"], ["root"]).trusted,
      ).toBe(true);
    });

    it.each<
      [
        what: string,
        signer: string,
        pool: string[],
        anchors: string[],
        codes: string[],
      ]
    >([
      [
        "the issuer is missing",
        "leaf",
        ["leaf"],
        ["root"],
        ["TRUST_ISSUER_UNKNOWN"],
      ],
      [
        "the anchor is another",
        "leaf",
        ["ca", "leaf"],
        ["stranger"],
        ["TRUST_ISSUER_UNKNOWN"],
      ],
      [
        "an ordinary certificate issued it",
        "leaf-of-leaf",
        ["leaf-of-leaf", "leaf", "ca"],
        ["root"],
        ["TRUST_ISSUER_NOT_CA"],
      ],
      [
        "the issuer's key is for other things",
        "leaf-of-no-cert-sign",
        ["leaf-of-no-cert-sign", "no-cert-sign"],
        ["root"],
        ["TRUST_ISSUER_NOT_CA"],
      ],
      [
        "the path is too long",
        "leaf-too-deep",
        ["leaf-too-deep", "ca-below-short"],
        ["short-root"],
        ["TRUST_PATH_LENGTH"],
      ],
      [
        "it is for encryption",
        "leaf-for-encryption",
        ["leaf-for-encryption", "ca"],
        ["root"],
        ["TRUST_KEY_USAGE"],
      ],
      [
        "it is for servers",
        "leaf-for-servers",
        ["leaf-for-servers", "ca"],
        ["root"],
        ["TRUST_KEY_USAGE"],
      ],
      [
        "it has a critical extension of its own",
        "leaf-critical",
        ["leaf-critical", "ca"],
        ["root"],
        ["TRUST_CRITICAL_EXTENSION"],
      ],
      [
        "it is signed with SHA-1",
        "leaf-sha1",
        ["leaf-sha1", "ca"],
        ["root"],
        ["TRUST_ISSUER_SIGNATURE"],
      ],
      [
        "an issuer's key is short",
        "leaf-of-weak",
        ["leaf-of-weak", "weak-ca"],
        ["root"],
        ["TRUST_WEAK_KEY"],
      ],
    ])("is not trusted when %s", (_, signer, pool, anchors, expected) => {
      const verdict = verify(signer, pool, anchors);
      expect(verdict.trusted).toBe(false);
      expect(codes(verdict)).toEqual(expected);
      expect(verdict.signer?.certificate?.subject).toBe(`CN=${signer}`);
    });

    it("is not trusted when the issuer's name is somebody else's", async () => {
      await withTempDir(async (folder) => {
        const path = join(folder, "false-ca.pem");
        await runOk("openssl", [
          ...[
            "req",
            "-x509",
            "-new",
            "-nodes",
            "-newkey",
            "rsa:2048",
            "-config",
            "/dev/null",
          ],
          ...["-subj", "/CN=ca", "-keyout", join(folder, "key"), "-out", path],
          ...CA.flatMap((extension) => ["-addext", extension]),
        ]);
        const impostor = anchorsFrom(new Uint8Array(readFileSync(path)), {
          source: "x",
        });
        const key = createPrivateKey(keys.get("leaf")!);
        const verdict = verifyDetachedSignature({
          sha256: sha256(MESSAGE),
          signature: signPss(key, MESSAGE, 32),
          anchors: impostor,
          intermediates: [certificates.get("leaf")!],
          policy: POLICY,
        });
        expect(codes(verdict)).toContain("TRUST_ISSUER_SIGNATURE");
        expect(verdict.trusted).toBe(false);
      });
    });

    it("is judged by the dates of the whole chain", () => {
      const late = { now: new Date("2100-01-01T00:00:00Z") };
      const verdict = verify("leaf", ["ca", "leaf"], ["root"], late);
      expect(codes(verdict)).toEqual([
        "TRUST_EXPIRED",
        "TRUST_EXPIRED",
        "TRUST_EXPIRED",
      ]);
      expect(verdict.trusted).toBe(false);
      expect(
        verify("leaf", ["ca", "leaf"], ["root"], { ...late, checkDates: false })
          .trusted,
      ).toBe(true);
    });

    it.each(["leaf", "ca", "root"])(
      "is not trusted when %s is revoked, as key or certificate",
      (name) => {
        const { fingerprintSha256, key } = certificates.get(name)!;
        for (const entry of [fingerprintSha256, key.spkiSha256]) {
          const verdict = verify("leaf", ["ca", "leaf"], ["root"], {
            revoked: new Set([entry]),
          });
          expect(codes(verdict)).toEqual(["TRUST_REVOKED"]);
          expect(verdict.trusted).toBe(false);
        }
      },
    );
  },
);
