import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { nativeHash } from "@stx-patch/node-io";
import { verifyPatch } from "@stx-patch/patch-verify";
import {
  craftPatch,
  describeWithTool,
  developmentSigner,
  runOk,
  sampleMetadata,
  TEST_KEYS,
  withTempDir,
} from "@stx-patch/testkit";
import { verifyDetachedSignature } from "@stx-patch/trust";
import {
  preAuthEncoding,
  signEnvelope,
  verifyEnvelope,
} from "../../src/index.js";
import { sha256, testAnchor, TRUST_DEV, utf8 } from "../support.js";

const TYPE = "application/vnd.in-toto+json";
const PAYLOAD = utf8('{"_type":"https://in-toto.io/Statement/v1"}');

function sign(payload = PAYLOAD): ReturnType<typeof signEnvelope> {
  const content = { payloadType: TYPE, payload };
  return signEnvelope(content, developmentSigner(), nativeHash);
}

describe("an envelope's signature", () => {
  it("is by the key that its key id names, and the same each time", async () => {
    const envelope = await sign();
    const verdict = await verifyEnvelope(envelope, TRUST_DEV, nativeHash);
    expect(verdict).toMatchObject({ trusted: true, scheme: "rsassa-pss" });
    expect(envelope.signatures[0]!.keyid).toBe(verdict.signer?.key.spkiSha256);
    expect(await sign()).toEqual(envelope);
  });

  it.each([
    ["another payload", { payload: utf8("{}") }],
    ["another type", { payloadType: "application/x" }],
  ])("is not one over %s", async (_, change) => {
    const envelope = { ...(await sign()), ...change };
    const verdict = await verifyEnvelope(envelope, TRUST_DEV, nativeHash);
    expect(verdict.trusted).toBe(false);
  });

  it("of somebody trusted is found among others, whatever the key ids say", async () => {
    const envelope = await sign();
    const [good] = envelope.signatures;
    const bad = { keyid: good!.keyid, sig: new Uint8Array(256) };
    const signatures = [bad, { ...good!, keyid: "" }];
    const both = { ...envelope, signatures };
    const verdict = await verifyEnvelope(both, TRUST_DEV, nativeHash);
    expect(verdict.trusted).toBe(true);
  });

  it("of nobody trusted is told from a signature of nobody known", async () => {
    const envelope = await sign();
    const strict = { ...TRUST_DEV.policy, requireRole: "formal" };
    const known = await verifyEnvelope(
      envelope,
      { ...TRUST_DEV, policy: strict },
      nativeHash,
    );
    expect(known).toMatchObject({ trusted: false, signer: { role: "dev" } });
    const unknown = await verifyEnvelope(
      envelope,
      { ...TRUST_DEV, anchors: [testAnchor("formal")] },
      nativeHash,
    );
    expect(unknown).toMatchObject({ trusted: false, signer: undefined });
  });
});

describe("signatures of patches and of envelopes", () => {
  it("are over different digests of the same bytes", async () => {
    const bytes = utf8("the signed members");
    const { signatures } = await sign(bytes);
    const asPatch = verifyDetachedSignature({
      ...TRUST_DEV,
      sha256: sha256(bytes),
      signature: signatures[0]!.sig,
    });
    expect(asPatch.trusted).toBe(false);
    const sig = await developmentSigner().sign(sha256(bytes));
    const asEnvelope = await verifyEnvelope(
      { payloadType: TYPE, payload: bytes, signatures: [{ keyid: "", sig }] },
      TRUST_DEV,
      nativeHash,
    );
    expect(asEnvelope.trusted).toBe(false);
  });

  it("do not pass for each other even where the signed members are what an envelope signs", async () => {
    // The best an attacker can do without a collision: a patch whose members, one after the other, are the encoding.
    const report = await verifyPatch(
      single(
        await craftPatch({
          metadata: sampleMetadata(),
          rpms: [],
          beforeSeal: ([, software]) => [
            {
              name: "metadata.tar",
              body: preAuthEncoding(TYPE, utf8(" ".repeat(1024))).subarray(
                0,
                1024,
              ),
            },
            software!,
          ],
        }),
      ),
      { ...TRUST_DEV, hash: nativeHash },
    );
    expect(report.verdict).toBe("malformed");
    expect(report.signer?.role).toBe("dev");
    expect(report.findings.map(({ code }) => code)).toContain(
      "TAR_CHECKSUM_MISMATCH",
    );
  });
});

describeWithTool("openssl", "openssl", () => {
  it("verifies an envelope's signature over the bytes of its encoding", async () => {
    await withTempDir(async (folder) => {
      const { payloadType, payload, signatures } = await sign();
      const at = (name: string): string => join(folder, name);
      await writeFile(at("pae"), preAuthEncoding(payloadType, payload));
      await writeFile(at("sig"), signatures[0]!.sig);
      const key = [
        "x509",
        "-in",
        TEST_KEYS.dev.certificate,
        "-pubkey",
        "-noout",
      ];
      await writeFile(at("key"), (await runOk("openssl", key)).stdout);
      const { stdout } = await runOk("openssl", [
        ...["dgst", "-sha256", "-verify", at("key"), "-signature", at("sig")],
        ...["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"],
        at("pae"),
      ]);
      expect(stdout.toString().trim()).toBe("Verified OK");
    });
  });
});

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
