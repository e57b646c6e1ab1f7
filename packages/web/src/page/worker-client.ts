import type { Answer, Request } from "../protocol.js";
import { startWorker } from "../worker-url.js";

/** The last answer to a request. */
export type FinalAnswer = Exclude<Answer, { kind: "progress" }>;

/** One worker, started when it is first needed, that answers one request at a time. */
export class WorkerClient {
  /** Of the worker's code. */
  readonly url: string;
  #worker: Worker | undefined;

  constructor(url: string) {
    this.url = url;
  }

  /**
   * Sends a request and waits for its last answer. When `signal` aborts, the worker is stopped at once, with all it
   * holds; the promise is then rejected.
   */
  async ask(
    request: Request,
    options: {
      readonly signal?: AbortSignal;
      readonly onProgress?: (doneBytes: number) => void;
      readonly transfer?: Transferable[];
    } = {},
  ): Promise<FinalAnswer> {
    const { signal, onProgress } = options;
    signal?.throwIfAborted();
    const worker = (this.#worker ??= startWorker(this.url, "verifier"));
    const stop = new AbortController();
    try {
      return await new Promise<FinalAnswer>((resolve, reject) => {
        worker.onmessage = ({ data }) => {
          const answer = data as Answer;
          if (answer.kind === "progress") onProgress?.(answer.doneBytes);
          else resolve(answer);
        };
        worker.onerror = (event) => {
          this.#end();
          reject(new Error(`the worker failed: ${event.message}`));
        };
        signal?.addEventListener(
          "abort",
          () => {
            this.#end();
            reject(abortError(signal));
          },
          { signal: stop.signal },
        );
        worker.postMessage(request, options.transfer ?? []);
      });
    } finally {
      stop.abort();
    }
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** What aborted: a failure when somebody gave one, else somebody's wish. */
function abortError({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
