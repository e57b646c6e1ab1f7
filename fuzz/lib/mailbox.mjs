/**
 * Memory that the fuzzing thread and its supervisor share: how many runs have begun, and the input of the
 * run that is going on. When the thread hangs or dies, the supervisor still has the input.
 */
export class Mailbox {
  #state;
  #input;

  /** @param buffers - those of another thread's mailbox; new ones without */
  constructor(maxBytes, buffers) {
    this.buffers = buffers ?? {
      state: new SharedArrayBuffer(8),
      input: new SharedArrayBuffer(maxBytes),
    };
    this.#state = new Int32Array(this.buffers.state);
    this.#input = new Uint8Array(this.buffers.input);
  }

  /** A run begins. */
  post(bytes) {
    this.#input.set(bytes);
    Atomics.store(this.#state, 1, bytes.length);
    Atomics.add(this.#state, 0, 1);
  }

  /** Number of runs so far. */
  get runs() {
    return Atomics.load(this.#state, 0);
  }

  /** A copy of the input of the last run. */
  get input() {
    return this.#input.slice(0, Atomics.load(this.#state, 1));
  }
}
