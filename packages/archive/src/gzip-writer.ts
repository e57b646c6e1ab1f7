import type { BlockDeflater } from "@stx-patch/core";

/** Options of {@link writeGzip}. */
export interface WriteGzipOptions {
  readonly mtimeSeconds: number;
  readonly fileName?: string;
  readonly deflater?: BlockDeflater;
  readonly concurrency?: number;
}

export async function* writeGzip(
  source: AsyncIterable<Uint8Array>,
  options: WriteGzipOptions,
): AsyncGenerator<Uint8Array, void> {
  yield* source;
  throw new Error(`being written ${options.mtimeSeconds}`);
}
