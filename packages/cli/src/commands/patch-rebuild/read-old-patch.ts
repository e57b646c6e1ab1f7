import { concatBytes, copyOf } from "@stx-patch/core";
import type { FileSource } from "@stx-patch/node-io";
import type { SemanticScript } from "@stx-patch/patch-build";
import { createSnapshotTaker, type PatchSnapshot } from "@stx-patch/patch-diff";
import type { SemanticAction } from "@stx-patch/patch-format";
import type { ByteSink, PatchWitness } from "@stx-patch/patch-verify";
import { verifySource, type TrustSetup } from "../verify-file.js";
import type { PatchTools } from "../write-patch-file.js";

/** What a patch says of its own build. Everything but the payloads of its RPMs is held. */
export interface OldPatch {
  /** Open: payloads and the comparison read it again. */
  readonly source: FileSource;
  readonly snapshot: PatchSnapshot;
  readonly scripts: readonly SemanticScript[];
  /** `signature.v2`. */
  readonly signature: Uint8Array;
  /** What it is over. */
  readonly seal: Uint8Array;
  /** Of the tar header of metadata.tar. */
  readonly mtimeSeconds: number;
}

/**
 * Verifies a patch and gathers its record in the same pass.
 *
 * @throws IoError when it cannot be read
 */
export async function readOldPatch(
  source: FileSource,
  setup: TrustSetup,
  { hash, memory, progress }: PatchTools,
): Promise<OldPatch> {
  const taker = createSnapshotTaker(hash);
  const scripts: SemanticScript[] = [];
  const seen = {
    mtimeSeconds: 0,
    signature: new Uint8Array(0),
    seal: new Uint8Array(0),
  };
  const report = await verifySource(source, setup, {
    hash,
    memory,
    advance: progress.advance,
    fileDigest: true,
    takeSeal: (seal, signature) => {
      taker.takeSeal(seal);
      seen.seal = copyOf(seal.sha256);
      seen.signature =
        signature === undefined ? seen.signature : copyOf(signature);
    },
    witness: both(taker.witness, {
      file: ({ path, sizeBytes, mtimeSeconds }) => {
        if (path === "metadata.tar") seen.mtimeSeconds = mtimeSeconds;
        const action = /^semantics\.tar\/([^/]+)\//.exec(path)?.[1];
        return action === undefined || sizeBytes > setup.limits.maxScriptBytes
          ? undefined
          : kept((content) => {
              scripts.push({
                action: action as SemanticAction,
                content,
                source: path,
              });
            });
      },
    }),
  });
  return { source, snapshot: taker.finish(report), scripts, ...seen };
}

/** Lets a second witness see the files, too. */
function both(first: PatchWitness, second: PatchWitness): PatchWitness {
  return {
    file: (file) => {
      const sinks = [first.file?.(file), second.file?.(file)];
      return {
        update: async (chunk) => {
          for (const sink of sinks) await sink?.update(chunk);
        },
        finish: async () => {
          for (const sink of sinks) await sink?.finish();
        },
      };
    },
    rpm: (rpm) => first.rpm?.(rpm),
  };
}

function kept(take: (bytes: Uint8Array) => void): ByteSink {
  const chunks: Uint8Array[] = [];
  return {
    update: (chunk) => {
      chunks.push(copyOf(chunk));
    },
    finish: () => {
      take(concatBytes(chunks));
    },
  };
}
