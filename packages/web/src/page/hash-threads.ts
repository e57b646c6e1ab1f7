import { HASH_THREAD } from "../worker/hash-messages.js";
import { startWorker } from "../worker-url.js";

/** As many digests as the format wants of one byte. */
const MAX_THREADS = 4;

/** Threads that compute digests for one verification. */
export interface HashThreads {
  /** The verifying worker's ends of the links. */
  readonly links: MessagePort[];
  end(): void;
}

/** Starts hash threads, at most one a core; `onFailure` is called when one of them breaks. */
export function startHashThreads(
  url: string,
  onFailure: (error: Error) => void,
): HashThreads {
  const count = Math.min(MAX_THREADS, navigator.hardwareConcurrency);
  const workers: Worker[] = [];
  const links: MessagePort[] = [];
  for (let i = 0; i < count; i += 1) {
    const { port1, port2 } = new MessageChannel();
    const worker = startWorker(url, HASH_THREAD);
    worker.onerror = (event) => {
      onFailure(new Error(`a hash thread failed: ${event.message}`));
    };
    worker.postMessage(undefined, [port1]);
    workers.push(worker);
    links.push(port2);
  }
  return {
    links,
    end: () => {
      for (const worker of workers) worker.terminate();
    },
  };
}
