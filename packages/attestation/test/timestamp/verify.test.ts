import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { RFC3161Timestamp } from "@sigstore/core";
import {
  createTimestampAuthority,
  describeWithTool,
  runOk,
  type AuthorityOptions,
  type TimestampAuthority,
} from "@stx-patch/testkit";
import {
  anchorsFrom,
  parseCertificates,
  type TrustAnchor,
} from "@stx-patch/trust";
import {
  checkImprint,
  encodeTimestampRequest,
  parseTimestampResponse,
  verifyTimestamp,
  type TimestampExpectation,
} from "../../src/index.js";
import { sha256, utf8 } from "../support.js";

const CONTENT = utf8("a signature");
const PLAIN = { imprint: sha256(CONTENT), policy: undefined, nonce: undefined };
const POLICY = { minRsaBits: 2048 };

let folder = "";
let made = 0;
const authorities = new Map<string, Promise<TimestampAuthority>>();

/** One of each kind is enough for the whole file: keys take their time. */
function authority(
  options: AuthorityOptions = {},
): Promise<TimestampAuthority> {
  const name = JSON.stringify(options);
  const known = authorities.get(name) ?? create(options);
  authorities.set(name, known);
  return known;
}

async function create(options: AuthorityOptions): Promise<TimestampAuthority> {
  const place = join(folder, `${(made += 1)}`);
  await mkdir(place);
  return createTimestampAuthority(place, options);
}

async function anchors(path: string): Promise<TrustAnchor[]> {
  return anchorsFrom(new Uint8Array(await readFile(path)), { source: "ca" });
}

async function codes(
  der: Uint8Array,
  change: Partial<TimestampExpectation> = {},
): Promise<string[]> {
  const { rootPath } = await authority();
  const expected = {
    anchors: await anchors(rootPath),
    policy: POLICY,
    now: new Date(),
  };
  const { findings } = await verifyTimestamp(der, { ...expected, ...change });
  return findings.map(({ code }) => code);
}

async function answer(
  options: AuthorityOptions = {},
  request = encodeTimestampRequest(PLAIN),
): Promise<Uint8Array> {
  return (await authority(options)).answer(request);
}

describeWithTool("openssl", "a time stamp of openssl ts", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "stx-patch-tsa-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each<AuthorityOptions>([
    {},
    { key: "ec" },
    { certificateDigest: "sha1" },
    { certificateDigest: "sha512" },
  ])("is good: %j", async (options) => {
    const { rootPath } = await authority(options);
    const der = await answer(options);
    const now = new Date();
    const expected = { anchors: await anchors(rootPath), policy: POLICY, now };
    const { info, chain, findings } = await verifyTimestamp(der, expected);
    expect(findings).toEqual([]);
    expect(chain.map(({ subject }) => subject)).toEqual([
      "CN=test authority",
      "CN=test root",
    ]);
    expect(info).toMatchObject({
      policy: "1.2.3.4.1",
      accuracyMilliseconds: 1501,
    });
    expect(Math.abs(Number(info?.time) - Number(now))).toBeLessThan(60_000);
    expect(checkImprint(info!, sha256(CONTENT))).toEqual([]);
    expect(checkImprint(info!, sha256(utf8("other")))).toMatchObject([
      { code: "TIMESTAMP_IMPRINT" },
    ]);
  });

  it("is left as it was: of a Buffer, which files come as, slice() is the same memory", async () => {
    const der = Buffer.from(await answer());
    const before = Buffer.from(der);
    expect(await codes(der)).toEqual([]);
    expect(der.equals(before)).toBe(true);
    expect(await codes(der)).toEqual([]);
  });

  it("that answers our request is good for openssl and for sigstore's library, too", async () => {
    const nonce = "fedcba9876543210";
    const request = encodeTimestampRequest({ ...PLAIN, nonce });
    const der = await answer({}, request);
    const { rootPath, certificatePath } = await authority();
    const at = (name: string): string => join(folder, name);
    await writeFile(at("good.tsr"), der);
    await writeFile(at("good.tsq"), request);
    const { stdout } = await runOk("openssl", [
      ...["ts", "-verify", "-in", at("good.tsr"), "-queryfile", at("good.tsq")],
      ...["-CAfile", rootPath, "-untrusted", certificatePath],
    ]);
    expect(stdout.toString()).toContain("Verification: OK");
    const theirs = RFC3161Timestamp.parse(Buffer.from(der));
    expect(theirs.signingTime).toEqual(parseTimestampResponse(der).info.time);
    expect(
      await codes(der, { request: { nonce, policy: "1.2.3.4.1" } }),
    ).toEqual([]);
    expect(
      await codes(der, { request: { nonce: "1", policy: "1.2.3" } }),
    ).toEqual(["TIMESTAMP_NONCE", "TIMESTAMP_POLICY"]);
  });

  it.each<[AuthorityOptions, string[]]>([
    [{}, []],
    [{ usage: "" }, ["TRUST_KEY_USAGE"]],
    [{ usage: "timeStamping" }, ["TRUST_KEY_USAGE"]],
    [{ usage: "critical,timeStamping,codeSigning" }, ["TRUST_KEY_USAGE"]],
    [
      { notAfter: "20260101000000Z" },
      ["TRUST_EXPIRED", "TIMESTAMP_TSA_EXPIRED"],
    ],
    [{ notBefore: "20450101000000Z" }, ["TRUST_NOT_YET_VALID"]],
  ])("by an authority with %j has %j against it", async (options, expected) => {
    const { signedData } = parseTimestampResponse(await answer());
    const bad = await authority(options);
    const der = await bad.state(signedData.content);
    expect(await codes(der, { anchors: await anchors(bad.rootPath) })).toEqual(
      expected,
    );
  });

  it("is by nobody trusted without its root, and by somebody when it is trusted itself", async () => {
    const der = await answer();
    const other = await authority({ key: "ec" });
    expect(
      await codes(der, { anchors: await anchors(other.rootPath) }),
    ).toEqual(["TRUST_ISSUER_SIGNATURE"]);
    expect(await codes(der, { anchors: [] })).toEqual(["TRUST_NO_ANCHORS"]);
    expect(await codes(der, { anchors: undefined })).toEqual([]);
    const { certificatePath } = await authority();
    expect(
      await codes(der, { anchors: await anchors(certificatePath) }),
    ).toEqual([]);
  });

  it("says when the authority's certificate has expired since, and when it was revoked", async () => {
    const der = await answer();
    expect(await codes(der, { now: new Date("2050-01-01") })).toEqual([
      "TIMESTAMP_TSA_EXPIRED",
    ]);
    const { certificatePath } = await authority();
    const [certificate] = await anchors(certificatePath);
    const revoked = new Set([certificate!.certificate!.fingerprintSha256]);
    expect(await codes(der, { policy: { ...POLICY, revoked } })).toEqual([
      "TRUST_REVOKED",
    ]);
  });

  it("without certificates needs the authority's from elsewhere", async () => {
    // As `openssl ts -query` asks without -cert: the flag at the end is left out.
    const asking = encodeTimestampRequest(PLAIN).slice(0, -3);
    asking[1] = (asking[1] ?? 0) - 3;
    const der = await answer({}, asking);
    expect(await codes(der)).toEqual(["TIMESTAMP_CERTIFICATE"]);
    const { certificatePath } = await authority();
    const pem = new Uint8Array(await readFile(certificatePath));
    const certificates = parseCertificates(pem, "tsa");
    expect(await codes(der, { certificates })).toEqual([]);
  });

  it("that the authority refuses to make says so", async () => {
    const request = encodeTimestampRequest({ ...PLAIN, policy: "1.2.3" });
    expect(await codes(await answer({}, request))).toEqual([
      "TIMESTAMP_REFUSED",
    ]);
  });

  it("is refused when it is cut off anywhere", async () => {
    const der = await answer();
    for (let end = 0; end < der.length; end += 1)
      expect(() => parseTimestampResponse(der.subarray(0, end))).toThrow(
        expect.objectContaining({ code: "TIMESTAMP_MALFORMED" }),
      );
  });

  it("is no good with any byte changed that says something", async () => {
    const der = await answer({ key: "ec" });
    const { rootPath } = await authority({ key: "ec" });
    const trust = { anchors: await anchors(rootPath) };
    const good = parseTimestampResponse(der);
    const signed = [
      good.signedData.content,
      good.signedData.signedBytes,
      good.signedData.signature,
    ];
    const tail = Buffer.from(der);
    for (const part of signed.map((bytes) =>
      tail.indexOf(Buffer.from(bytes.subarray(1))),
    ))
      for (const at of [part, part + 7, part + 30]) {
        const bent = der.slice();
        bent[at] = (bent[at] ?? 0) ^ 0x04;
        expect(await codes(bent, trust)).not.toEqual([]);
      }
  });
});

describe("what is no time stamp", () => {
  it.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array(0)],
    ["text", utf8("-----BEGIN CERTIFICATE-----")],
    ["zeros", new Uint8Array(100)],
    ["a length of 4 GiB", Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff)],
    ["nested lists", new Uint8Array(1000).fill(0x30)],
    ["a list of indefinite length", Uint8Array.of(0x30, 0x80, 0, 0)],
  ])("is refused: %s", async (_, der) => {
    const { findings } = await verifyTimestamp(der, {
      anchors: [],
      policy: POLICY,
      now: new Date(),
    });
    expect(findings.map(({ code }) => code)).toEqual(["TIMESTAMP_MALFORMED"]);
  });

  it("is refused before it is read when it is too large", () => {
    expect(() => parseTimestampResponse(new Uint8Array(2 ** 20 + 1))).toThrow(
      expect.objectContaining({ code: "TIMESTAMP_TOO_LARGE" }),
    );
  });
});
