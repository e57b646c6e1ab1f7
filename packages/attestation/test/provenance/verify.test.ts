import { describe, expect, it } from "@jest/globals";
import { nativeHash } from "@stx-patch/node-io";
import { developmentSigner } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import {
  encodeEnvelope,
  encodeProvenance,
  PROVENANCE_TYPE,
  signEnvelope,
  STATEMENT_PAYLOAD_TYPE,
  STATEMENT_TYPE,
  verifyProvenance,
  type ProvenancePatch,
} from "../../src/index.js";
import { DIGESTS, RECORD, testAnchor, TRUST_DEV, utf8 } from "../support.js";

const PATCH: ProvenancePatch = {
  sha256: DIGESTS.patch,
  signedContentSha256: DIGESTS.content,
  rpms: [
    {
      fileName: "a-1-1.noarch.rpm",
      nevra: "a-1-1.noarch",
      sha256: DIGESTS.packed,
      payloadSha256: DIGESTS.payload,
    },
  ],
  signerSpkiSha256: testAnchor("dev").key.spkiSha256,
};

async function signed(
  payload: Uint8Array,
  payloadType = STATEMENT_PAYLOAD_TYPE,
): Promise<Uint8Array> {
  const content = { payloadType, payload };
  return encodeEnvelope(
    await signEnvelope(content, developmentSigner(), nativeHash),
  );
}

async function codes(
  bytes: Uint8Array,
  patch: ProvenancePatch | undefined = PATCH,
  trust = TRUST_DEV,
): Promise<string[]> {
  const { findings } = await verifyProvenance(bytes, patch, trust);
  return findings
    .filter(({ code }) => code !== "TRUST_DEVELOPMENT_KEY")
    .map(({ code }) => code);
}

const STATEMENT = JSON.parse(
  new TextDecoder().decode(encodeProvenance(RECORD)),
) as { predicate: { buildDefinition: object; runDetails: object } };

describe("verifying a provenance", () => {
  it("finds nothing against a good one, and says who signed and who built", async () => {
    const bytes = await signed(encodeProvenance(RECORD));
    expect(await verifyProvenance(bytes, PATCH, TRUST_DEV)).toMatchObject({
      trusted: true,
      signer: { role: "dev" },
      statement: { builderId: "urn:test" },
    });
    expect(await codes(bytes)).toEqual([]);
  });

  it("says what is wrong with the signature, and all the same what it is about", async () => {
    const bytes = await signed(encodeProvenance(RECORD));
    const formal = { ...TRUST_DEV, anchors: [testAnchor("formal")] };
    expect(await codes(bytes, PATCH, formal)).toEqual(["TRUST_BAD_SIGNATURE"]);
    const other = {
      ...PATCH,
      sha256: DIGESTS.rpm,
      signedContentSha256: DIGESTS.rpm,
    };
    expect(await codes(bytes, other, formal)).toEqual([
      "TRUST_BAD_SIGNATURE",
      "ATTEST_SUBJECT",
    ]);
  });

  it("says when somebody else signed than the patch, and when there is no patch to compare", async () => {
    const bytes = await signed(encodeProvenance(RECORD));
    const other = { ...PATCH, signerSpkiSha256: DIGESTS.rpm };
    expect(await codes(bytes, other)).toEqual(["ATTEST_OTHER_SIGNER"]);
    const verdict = await verifyProvenance(bytes, undefined, TRUST_DEV);
    expect(verdict.findings.map(({ code }) => code)).toContain(
      "ATTEST_NOT_COMPARED",
    );
  });

  const definition = { ...STATEMENT.predicate.buildDefinition };
  it.each<[string, string, unknown]>([
    ["ATTEST_STATEMENT", "a list", []],
    [
      "ATTEST_STATEMENT",
      "another version",
      { ...STATEMENT, _type: `${STATEMENT_TYPE}.1` },
    ],
    ["ATTEST_STATEMENT", "no subject", { ...STATEMENT, subject: [] }],
    [
      "ATTEST_STATEMENT",
      "subjects that are no list",
      { ...STATEMENT, subject: {} },
    ],
    [
      "ATTEST_STATEMENT",
      "a digest in capitals",
      { ...STATEMENT, subject: [{ digest: { sha256: "AB".repeat(32) } }] },
    ],
    [
      "ATTEST_STATEMENT",
      "a digest that is short",
      { ...STATEMENT, subject: [{ digest: { sha256: "ab" } }] },
    ],
    [
      "ATTEST_STATEMENT",
      "no builder",
      { ...STATEMENT, predicate: { ...STATEMENT.predicate, runDetails: {} } },
    ],
    [
      "ATTEST_STATEMENT",
      "no parameters",
      {
        ...STATEMENT,
        predicate: {
          ...STATEMENT.predicate,
          buildDefinition: { ...definition, externalParameters: 1 },
        },
      },
    ],
    [
      "ATTEST_STATEMENT",
      "inputs that are texts",
      {
        ...STATEMENT,
        predicate: {
          ...STATEMENT.predicate,
          buildDefinition: { ...definition, resolvedDependencies: [""] },
        },
      },
    ],
    [
      "ATTEST_PREDICATE",
      "another predicate",
      { ...STATEMENT, predicateType: `${PROVENANCE_TYPE}.1` },
    ],
  ])("reports %s for a statement with %s", async (code, _, statement) => {
    expect(await codes(await signed(utf8(JSON.stringify(statement))))).toEqual([
      code,
    ]);
  });

  it("reports a payload of another type, and one that is no JSON", async () => {
    const payload = encodeProvenance(RECORD);
    expect(await codes(await signed(payload, "text/plain"))).toEqual([
      "ATTEST_PAYLOAD_TYPE",
    ]);
    expect(await codes(await signed(utf8("{")))).toEqual(["ATTEST_JSON"]);
  });

  it("does not throw, nor trust, whatever bytes there are", async () => {
    const good = await signed(encodeProvenance(RECORD));
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: good.length - 2 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const bytes = good.slice();
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          const { trusted, findings } = await verifyProvenance(
            bytes,
            PATCH,
            TRUST_DEV,
            nativeHash,
          );
          const wrong = findings.some(({ severity }) => severity === "error");
          // A key id is not signed, and the name of an unknown field matters to nobody.
          const text = new TextDecoder().decode(good);
          const inKeyId =
            at >= text.indexOf('"keyid"') && at < text.indexOf('"sig"');
          expect(trusted && !wrong).toBe(inKeyId && trusted);
        },
      ),
      { numRuns: 60 },
    );
  });
});
