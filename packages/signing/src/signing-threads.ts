import { once } from "node:events";
import { Worker } from "node:worker_threads";

import type { FileDigest } from "@stx-patch/core";
import { copyOf, isCodedError } from "@stx-patch/core";

import type { SigningErrorCode } from "./error.js";
import { SIGNING_ERRORS, SigningError } from "./error.js";
import type { KeyHandles } from "./private-key.js";

const WORKER_MODULE = new URL("./ima-worker.js", import.meta.url);

/** Some ten milliseconds of work: seldom enough to cost nothing, often enough that all threads end together. */
const BATCH = 32;

/**
 * Signs file digests on several threads, which are gone when the promise settles. They get the key as a handle:
 * key material is in no message and does not leave the process.
 *
 * @returns bare signatures, in the order of the digests
 * @throws SigningError SIGN_SELF_CHECK_FAILED, SIGN_THREAD_FAILED
 */
export async function signOnThreads(
  handles: KeyHandles,
  files: readonly FileDigest[],
  threads: number,
): Promise<Uint8Array[]> {
  const signatures: Uint8Array[] = new Array<Uint8Array>(files.length);
  let next = 0;

  /** Keeps one thread busy until nothing is left. */
  async function feed(worker: Worker): Promise<void> {
    const ended = new AbortController();
    worker.once("exit", () => {
      ended.abort();
    });
    // Errors reach the one who waits for an answer; without a listener, one that comes later would end the process.
    worker.on("error", () => undefined);
    while (next < files.length) {
      const start = next;
      next += BATCH;
      worker.postMessage(files.slice(start, next).map(compact));
      const [batch] = (await once(worker, "message", ended)) as [Uint8Array[]];
      batch.forEach((signature, i) => {
        signatures[start + i] = signature;
      });
    }
  }

  const workers: Worker[] = [];
  try {
    while (workers.length < threads)
      workers.push(new Worker(WORKER_MODULE, { workerData: handles }));
    await Promise.all(workers.map(feed));
    return signatures;
  } catch (error) {
    throw asSigningError(error);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** A digest may be a view into a package's header, all of which would be sent along. */
function compact({ algorithm, digest }: FileDigest): FileDigest {
  return { algorithm, digest: copyOf(digest) };
}

/** Errors lose their class on the way between threads, but keep their code. */
function asSigningError(error: unknown): SigningError {
  if (isCodedError(error) && Object.hasOwn(SIGNING_ERRORS, error.code)) {
    return new SigningError(error.code as SigningErrorCode, error.message, {
      cause: error,
    });
  }
  return new SigningError(
    "SIGN_THREAD_FAILED",
    "a thread that makes file signatures ended before its work was done",
    { cause: error },
  );
}
