import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";

import type { FileDigest, KeyInfo } from "@stx-patch/core";

import { createDigestSigner } from "./digest-signer.js";
import { imaSignerOver, type KernelImaSigner } from "./ima-signatures.js";
import type { KeyHandles } from "./private-key.js";
import { PrivateKey } from "./private-key.js";
import { signatureMs, worthwhileThreads } from "./signing-cost.js";
import { signOnThreads } from "./signing-threads.js";

/** Work in one go on the calling thread, so that reading and writing files go on in between. */
const TURN_MS = 10;

/** How {@link createImaSigner} works. */
export interface ImaSignerOptions {
  /**
   * Threads that sign at the same time, default one per core. They are started only for as many signatures as
   * are worth it; 1 keeps everything on the calling thread. The signatures do not depend on it.
   */
  readonly threads?: number | undefined;
}

/**
 * Signs packaged files' digests for the kernel (spec rpm-and-ima section 7): RSA PKCS#1 v1.5 or ECDSA over the
 * digest itself, deterministic. Equal digests are signed once in the life of the signer.
 *
 * RSA values all have the length `signatureLength`. ECDSA values vary in length up to it, so they fit the
 * signature-header layout only, and rpm 4.17.1 or later.
 *
 * @throws SigningError KEY_UNSUITABLE for RSA keys longer than 4096 bits. `sign` throws
 * SIGN_ALGORITHM_UNSUPPORTED, SIGN_DIGEST_INVALID, SIGN_SELF_CHECK_FAILED, SIGN_THREAD_FAILED
 */
export function createImaSigner(
  key: PrivateKey,
  options: ImaSignerOptions = {},
): KernelImaSigner {
  const maxThreads = options.threads ?? availableParallelism();
  const handles = PrivateKey.handlesOf(key);
  const { info, source } = key;
  return imaSignerOver(
    { info, source, publicKey: handles.publicKey },
    async (files) => {
      const threads = worthwhileThreads(info, files.length, maxThreads);
      return threads > 1
        ? signOnThreads(handles, files, threads)
        : signHere(handles, info, files);
    },
  );
}

async function signHere(
  handles: KeyHandles,
  key: KeyInfo,
  files: readonly FileDigest[],
): Promise<Uint8Array[]> {
  const sign = await createDigestSigner(handles);
  const perTurn = Math.ceil(TURN_MS / signatureMs(key));
  const signatures: Uint8Array[] = [];
  for (const file of files) {
    signatures.push(sign(file));
    if (signatures.length % perTurn === 0) await setImmediate();
  }
  return signatures;
}
