import { concatBytes, copyOf } from "@stx-patch/core";

/** How far back a deflate match may reach. */
const WINDOW_BYTES = 32 * 1024;

const NOTHING = new Uint8Array(0);

/** The last bytes of an output that is handed out in pieces, which are copied only when they are about to go away. */
export class OutputWindow {
  /** What was in front of the recent pieces: the end of this memory. */
  readonly #memory = new Uint8Array(WINDOW_BYTES);
  #kept: Uint8Array = NOTHING;
  #recent: Uint8Array[] = [];

  push(piece: Uint8Array): void {
    if (piece.length >= WINDOW_BYTES) {
      this.#keep(NOTHING);
      this.#recent = [piece];
    } else this.#recent.push(piece);
  }

  /** The pieces' memory is going to be used again. */
  settle(): void {
    if (this.#recent.length === 0) return;
    const last = this.#recent.at(-1);
    const isLong = last !== undefined && last.length >= WINDOW_BYTES;
    this.#keep(isLong ? last.subarray(-WINDOW_BYTES) : this.content());
    this.#recent = [];
  }

  /** A copy of what deflate may refer to; of the last piece alone when it is long enough, which it mostly is. */
  content(): Uint8Array {
    const last = this.#recent.at(-1);
    if (last !== undefined && last.length >= WINDOW_BYTES)
      return copyOf(last.subarray(-WINDOW_BYTES));
    return copyOf(
      concatBytes([this.#kept, ...this.#recent]).subarray(-WINDOW_BYTES),
    );
  }

  #keep(bytes: Uint8Array): void {
    this.#kept = this.#memory.subarray(WINDOW_BYTES - bytes.length);
    this.#kept.set(bytes);
  }
}
