import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, it } from "@jest/globals";
import type { HashFactory } from "@stx-patch/core";
import { nativeDeflater, nativeHash } from "@stx-patch/node-io";
import type { SealResult } from "@stx-patch/patch-format";
import {
  collectCopies,
  developmentSigner,
  expectSameBytes,
  vectorPath,
} from "@stx-patch/testkit";
import { verifyPatch, type VerifyOptions } from "@stx-patch/patch-verify";
import {
  inspectRpm,
  planPatch,
  prepareRpm,
  toBuildRequest,
  writePatch,
  type PatchPlan,
  type WriteOptions,
} from "../src/index.js";
import { memorySource } from "./signed-rpm.js";

const RPM = vectorPath(
  "rpm",
  "unsigned/4.18",
  "cgcs-patch-1.0-31.tis.x86_64.rpm",
);

async function planOf(bytes: Uint8Array): Promise<PatchPlan> {
  const fileName = basename(RPM);
  const source = memorySource(fileName, bytes);
  const { rpm } = await inspectRpm(
    { source, fileName, personalities: ["controller"] },
    { signFiles: false },
  );
  const request = toBuildRequest({
    id: "A_20.06_PATCH_0001",
    release: "20.06",
  });
  if (!request.ok) throw new Error("the request is refused");
  return planPatch(request.value, [
    await prepareRpm(rpm, { ima: undefined, hash: nativeHash }),
  ]);
}

const options = (more: Partial<WriteOptions> = {}): WriteOptions => ({
  hash: nativeHash,
  signer: developmentSigner(),
  deflater: nativeDeflater,
  ...more,
});

/** Whoever writes must leave all hashing to whoever reads. */
const noHash: HashFactory = () => {
  throw new Error("not expected");
};

const VERIFY: VerifyOptions = {
  anchors: [],
  policy: { checkDates: false, now: new Date(0), minRsaBits: 2048 },
};

/** Writes a patch while the verifier reads it. */
async function writeAndRead(plan: PatchPlan): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let visible = 0;
  let wake: () => void = () => undefined;
  let isEnded = false;
  async function* written(): AsyncGenerator<Uint8Array> {
    for (let at = 0; ;) {
      if (at < visible) yield chunks[at++]!;
      else if (isEnded) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  const seal = new Promise<SealResult>((resolve, reject) => {
    verifyPatch(written(), {
      ...VERIFY,
      beingWritten: {
        signedMembers: 2,
        knowsMd5: () => false,
        sealed: (content) => {
          resolve(content.seal);
        },
      },
    }).catch(reject);
  });
  const readBack = {
    // As a file does: what was not flushed cannot be read.
    flush: () => {
      visible = chunks.length;
      wake();
      return Promise.resolve();
    },
    seal: () => seal,
  };
  for await (const chunk of writePatch(
    plan,
    options({ hash: noHash, readBack }),
  ))
    chunks.push(chunk.slice());
  isEnded = true;
  await readBack.flush();
  return Buffer.concat(chunks);
}

describe("a patch that is read back while it is written", () => {
  const original = new Uint8Array(readFileSync(RPM));

  it("is the same as one that is not, and is hashed by its reader alone", async () => {
    const alone = await collectCopies(
      writePatch(await planOf(original), options()),
    );
    expectSameBytes(await writeAndRead(await planOf(original)), alone);
  });
});
