import type { HashFactory } from "@stx-patch/core";
import { verifyPatch, type VerificationReport } from "@stx-patch/patch-verify";
import { fileChunks } from "../file-chunks.js";
import { parseRevocationList } from "@stx-patch/trust";
import type { TrustSettings } from "../protocol.js";

/** The same as the command's. */
const MIN_RSA_BITS = 2048;

/**
 * Verifies one file as `patch-verify` does.
 *
 * @throws TrustError TRUST_REVOCATION_LIST, because a list that nobody understands revokes nobody; WebError for a file that cannot be read
 */
export async function verifyFile(
  file: File,
  settings: TrustSettings,
  world: {
    readonly hash: HashFactory;
    readonly now: Date;
    readonly onProgress: (doneBytes: number) => void;
  },
): Promise<VerificationReport> {
  const { anchors, intermediates, requireRole, at, target } = settings;
  return verifyPatch(counted(fileChunks(file), world.onProgress), {
    anchors: anchors.filter(({ role }) => role !== "ima"),
    imaAnchors: anchors.filter(({ role }) => role === "ima"),
    policy: {
      requireRole,
      checkDates: settings.checkDates || at !== undefined,
      now: at ?? world.now,
      minRsaBits: MIN_RSA_BITS,
      revoked: parseRevocationList(
        new TextEncoder().encode(settings.revocationList),
        "the revocation list",
      ),
    },
    intermediates,
    target,
    fileName: file.name,
    hash: world.hash,
  });
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  onProgress: (doneBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of source) {
    yield chunk;
    done += chunk.length;
    onProgress(done);
  }
}
