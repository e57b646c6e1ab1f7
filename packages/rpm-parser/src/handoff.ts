interface Offer {
  readonly chunk: Uint8Array;
  readonly taken: () => void;
}

type Next = IteratorResult<Uint8Array, undefined>;

const DONE: Next = { done: true, value: undefined };

/**
 * Turns pushed chunks into a stream to pull from. Pushing waits until the chunk is pulled, so that
 * nothing piles up between a fast source and a slow consumer.
 */
export class Handoff implements AsyncIterableIterator<Uint8Array> {
  readonly #offers: Offer[] = [];
  #pull: ((next: Next) => void) | undefined;
  #ended = false;

  /** Resolves when the chunk was pulled, or when nobody wants it any more. */
  put(chunk: Uint8Array): Promise<void> {
    if (this.#ended) return Promise.resolve();
    const pull = this.#pull;
    if (pull === undefined)
      return new Promise((taken) => this.#offers.push({ chunk, taken }));
    this.#pull = undefined;
    pull({ done: false, value: chunk });
    return Promise.resolve();
  }

  /** No more chunks will come. */
  end(): void {
    this.#ended = true;
    this.#pull?.(DONE);
    this.#pull = undefined;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Next> {
    const offer = this.#offers.shift();
    offer?.taken();
    if (offer !== undefined)
      return Promise.resolve({ done: false, value: offer.chunk });
    if (this.#ended) return Promise.resolve(DONE);
    return new Promise((pull) => (this.#pull = pull));
  }

  /** Nobody wants more chunks: those that wait are dropped, later ones are not kept. */
  return(): Promise<Next> {
    this.end();
    for (const { taken } of this.#offers.splice(0)) taken();
    return Promise.resolve(DONE);
  }
}
