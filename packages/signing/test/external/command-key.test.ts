import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "@jest/globals";
import { describeWithTool, TEST_KEYS } from "@stx-patch/testkit";

import {
  createRemoteImaSigner,
  createRemotePatchSigner,
  openRemoteKey,
  parseExpectedKey,
  parseSignerUri,
  type RemoteKey,
} from "../../src/index.js";
import type { DigestSignerUri } from "../../src/index.js";
import { DEV_PEM, expectCode, load } from "../support.js";
import { createImaSigner } from "../../src/ima-signer.js";

const EXAMPLE = fileURLToPath(
  new URL("../../../../examples/signers/openssl-signer.mjs", import.meta.url),
);
const DIGEST = new Uint8Array(createHash("sha256").update("patch").digest());
const dev = load(DEV_PEM);
const expected = parseExpectedKey(
  new TextEncoder().encode(
    `-----BEGIN PUBLIC KEY-----\n${Buffer.from(dev.info.spki).toString("base64")}\n-----END PUBLIC KEY-----\n`,
  ),
  "dev",
);

function keyAt(uri: string, timeoutMs = 20_000): RemoteKey {
  return openRemoteKey(parseSignerUri(uri) as DigestSignerUri, {
    ...{ timeoutMs, cwd: ".", env: process.env },
  });
}

/** A signer that always answers this, whatever it is asked. */
function answering(answer: string, status = 0): RemoteKey {
  const script = `cat >/dev/null; printf %s '${answer}'; exit ${status}`;
  return keyAt(`cmd:sh -c "${script.replaceAll('"', String.raw`\"`)}"`);
}

describeWithTool("openssl", "the example signer", () => {
  it.each([
    ["dev", TEST_KEYS.dev.privateKey],
    ["formal", TEST_KEYS.formal.privateKey],
  ])("signs patches with the %s key", async (_, file) => {
    const remote = keyAt(`cmd:node ${EXAMPLE} ${file}`);
    const key = parseExpectedKey(await remote.describe("patch"), "example");
    const signature = await createRemotePatchSigner(remote, key).sign(DIGEST);
    expect(signature).toHaveLength(256);
  });

  it("signs many files in one request, as a key in this process does", async () => {
    const remote = keyAt(`cmd:node ${EXAMPLE} ${TEST_KEYS.dev.privateKey}`);
    let orders = 0;
    const counting: RemoteKey = {
      ...remote,
      sign: (order) => {
        orders += 1;
        return remote.sign(order);
      },
    };
    const digests = ["a", "b", "a", "c"].map((text) => ({
      algorithm: "sha256" as const,
      digest: new Uint8Array(createHash("sha256").update(text).digest()),
    }));
    const signer = createRemoteImaSigner(counting, expected);
    const local = await createImaSigner(dev).sign(digests);
    expect(await signer.sign(digests)).toEqual(local);
    expect(await signer.sign(digests)).toEqual(local);
    expect(orders).toBe(1);
  });

  it("with another key than expected: SIGNER_KEY_MISMATCH", async () => {
    const remote = keyAt(`cmd:node ${EXAMPLE} ${TEST_KEYS.formal.privateKey}`);
    const signer = createRemotePatchSigner(remote, expected);
    await expectCode(() => signer.sign(DIGEST), "SIGNER_KEY_MISMATCH");
  });
});

describe("a signer that does not sign", () => {
  it.each([
    ["nothing", "", "SIGNER_ANSWER_INVALID"],
    ["no JSON", "Upload: /x", "SIGNER_ANSWER_INVALID"],
    ["a list", "[]", "SIGNER_ANSWER_INVALID"],
    ["null", "null", "SIGNER_ANSWER_INVALID"],
    [
      "another version",
      '{"version":2,"signatures":["AAAA"]}',
      "SIGNER_ANSWER_INVALID",
    ],
    ["no signatures", '{"version":1}', "SIGNER_ANSWER_INVALID"],
    ["too few", '{"version":1,"signatures":[]}', "SIGNER_ANSWER_INVALID"],
    [
      "too many",
      '{"version":1,"signatures":["AAAA","AAAA"]}',
      "SIGNER_ANSWER_INVALID",
    ],
    ["no base64", '{"version":1,"signatures":["*"]}', "SIGNER_ANSWER_INVALID"],
    ["a number", '{"version":1,"signatures":[1]}', "SIGNER_ANSWER_INVALID"],
    [
      "a short signature",
      '{"version":1,"signatures":["AAAA"]}',
      "SIGNER_ANSWER_INVALID",
    ],
    [
      "garbage of the right length",
      `{"version":1,"signatures":["${"A".repeat(342)}=="]}`,
      "SIGNER_KEY_MISMATCH",
    ],
    ["an error", '{"version":1,"error":"closed on Sundays"}', "SIGNER_REFUSED"],
  ] as const)("and answers %s", async (_, answer, code) => {
    const signer = createRemotePatchSigner(answering(answer), expected);
    await expectCode(() => signer.sign(DIGEST), code);
  });

  it("shows its reason, with a failing status, too", async () => {
    const key = answering('{"error":"closed on Sundays"}', 1);
    const signer = createRemotePatchSigner(key, expected);
    const error = await expectCode(() => signer.sign(DIGEST), "SIGNER_REFUSED");
    expect(error.message).toContain("closed on Sundays");
  });

  it("is not believed when its status says that it failed", async () => {
    const key = answering('{"version":1,"signatures":["AAAA"]}', 1);
    const signer = createRemotePatchSigner(key, expected);
    await expectCode(() => signer.sign(DIGEST), "SIGNER_REFUSED");
  });

  it("is given up: SIGNER_TIMEOUT", async () => {
    const signer = createRemotePatchSigner(
      keyAt("cmd:sleep 60", 200),
      expected,
    );
    await expectCode(() => signer.sign(DIGEST), "SIGNER_TIMEOUT");
  });
});

describe("what a signer says of itself", () => {
  it.each([
    ["a private key", DEV_PEM, "SIGNER_ANSWER_INVALID"],
    ["nothing", "", "SIGNER_ANSWER_INVALID"],
    [
      "an empty block",
      "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
      "SIGNER_ANSWER_INVALID",
    ],
  ] as const)("may not be %s", async (_, text, code) => {
    await expectCode(
      () => parseExpectedKey(new TextEncoder().encode(text), "cmd:x"),
      code,
    );
  });

  it("is not read without end", async () => {
    await expectCode(
      () => keyAt("cmd:cat /dev/zero").describe("patch"),
      "SIGNER_ANSWER_INVALID",
    );
  });
});
