import { describe, expect, it } from "@jest/globals";
import { dsse } from "@sigstore/core";
import { Envelope as SigstoreEnvelope } from "@sigstore/protobuf-specs";
import fc from "@stx-patch/testkit/properties";
import {
  encodeEnvelope,
  MAX_ENVELOPE_BYTES,
  parseEnvelope,
  preAuthEncoding,
} from "../../src/index.js";
import { utf8 } from "../support.js";

const ENVELOPE = {
  payloadType: "application/vnd.in-toto+json",
  payload: utf8('{"a":"ü"}'),
  signatures: [{ keyid: "ab", sig: Uint8Array.of(1, 2, 3) }],
};

function parse(value: unknown): unknown {
  return parseEnvelope(utf8(JSON.stringify(value)));
}

describe("an envelope", () => {
  it("is read as it was written, on one line", () => {
    const bytes = encodeEnvelope(ENVELOPE);
    expect(new TextDecoder().decode(bytes).indexOf("\n")).toBe(
      bytes.length - 1,
    );
    expect(parseEnvelope(bytes)).toEqual(ENVELOPE);
  });

  it("is read by sigstore's library as the same", () => {
    const text = new TextDecoder().decode(encodeEnvelope(ENVELOPE));
    const read = SigstoreEnvelope.fromJSON(JSON.parse(text));
    expect(read.payloadType).toBe(ENVELOPE.payloadType);
    expect(new Uint8Array(read.payload)).toEqual(ENVELOPE.payload);
    expect(read.signatures.map(({ keyid }) => keyid)).toEqual(["ab"]);
    expect(new Uint8Array(read.signatures[0]!.sig)).toEqual(
      ENVELOPE.signatures[0]!.sig,
    );
  });

  it("is signed over what sigstore's library signs", () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array(), (type, payload) => {
        expect(Buffer.from(preAuthEncoding(type, payload))).toEqual(
          dsse.preAuthEncoding(type, Buffer.from(payload)),
        );
      }),
    );
  });

  it("may have unknown fields, no key id, and the alphabet for URLs", () => {
    const signatures = [{ sig: "_-8=", more: 1 }];
    expect(parse({ payloadType: "t", payload: "", signatures, x: {} })).toEqual(
      {
        payloadType: "t",
        payload: new Uint8Array(0),
        signatures: [{ keyid: "", sig: Uint8Array.of(0xff, 0xef) }],
      },
    );
  });

  const good = { payloadType: "t", payload: "", signatures: [{ sig: "AA==" }] };
  it.each([
    ["no object", []],
    ["without a type", { ...good, payloadType: undefined }],
    ["with a number as payload", { ...good, payload: 1 }],
    ["with bare base64", { ...good, payload: "AA" }],
    ["without signatures", { ...good, signatures: [] }],
    ["with one signature that is no list", { ...good, signatures: {} }],
    ["with a signature that is none", { ...good, signatures: [null] }],
    ["with a signature without bytes", { ...good, signatures: [{}] }],
    [
      "with a key id that is no text",
      { ...good, signatures: [{ keyid: 1, sig: "" }] },
    ],
    [
      "with 17 signatures",
      { ...good, signatures: Array(17).fill({ sig: "" }) },
    ],
    [
      "with a huge signature",
      { ...good, signatures: [{ sig: "A".repeat(8192) }] },
    ],
  ])("is refused %s", (_, value) => {
    expect(() => parse(value)).toThrow(
      expect.objectContaining({ code: "ATTEST_ENVELOPE" }),
    );
  });

  it("is refused before it is looked at when it is too large", () => {
    expect(() => parseEnvelope(new Uint8Array(MAX_ENVELOPE_BYTES + 1))).toThrow(
      expect.objectContaining({ code: "ATTEST_TOO_LARGE" }),
    );
  });
});
