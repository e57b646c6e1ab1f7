/** What is used of a worker's global object; the compiler's own type of it does not go together with the page's. */
export interface WorkerScope {
  readonly name: string;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: unknown): void;
}
