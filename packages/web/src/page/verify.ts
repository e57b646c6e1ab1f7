import type { TrustSettings } from "../protocol.js";
import { startHashThreads } from "./hash-threads.js";
import type { FinalAnswer, WorkerClient } from "./worker-client.js";

/** Smaller files are verified before threads would have started. */
const THREADED_BYTES = 4 << 20;

/** Has one file verified, with hash threads of its own when it is large. */
export async function verify(
  client: WorkerClient,
  file: File,
  settings: TrustSettings,
  options: {
    readonly signal: AbortSignal;
    readonly onProgress: (doneBytes: number) => void;
  },
): Promise<FinalAnswer> {
  const failure = new AbortController();
  const threads =
    file.size < THREADED_BYTES
      ? undefined
      : startHashThreads(client.url, (error) => {
          failure.abort(error);
        });
  const links = threads?.links ?? [];
  try {
    return await client.ask(
      { kind: "verify", file, settings, hashLinks: links },
      {
        ...options,
        signal: AbortSignal.any([options.signal, failure.signal]),
        transfer: links,
      },
    );
  } finally {
    threads?.end();
  }
}
