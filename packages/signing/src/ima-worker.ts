/** What runs on the threads that {@link signOnThreads} starts: signs the batches it is sent. */
import { createPrivateKey, createPublicKey } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";

import type { FileDigest } from "@stx-patch/core";

import { createDigestSigner } from "./digest-signer.js";
import type { KeyHandles } from "./private-key.js";

/** Handles that no other thread uses: OpenSSL locks around a shared key, which costs two threads a tenth (measured). */
function ownHandles({ privateKey, publicKey }: KeyHandles): KeyHandles {
  const format = "der";
  const pkcs8 = privateKey.export({ type: "pkcs8", format });
  const spki = publicKey.export({ type: "spki", format });
  try {
    return {
      privateKey: createPrivateKey({ key: pkcs8, type: "pkcs8", format }),
      publicKey: createPublicKey({ key: spki, type: "spki", format }),
    };
  } finally {
    pkcs8.fill(0);
  }
}

const sign = await createDigestSigner(ownHandles(workerData as KeyHandles));

parentPort?.on("message", (batch: readonly FileDigest[]) => {
  parentPort?.postMessage(batch.map(sign));
});
