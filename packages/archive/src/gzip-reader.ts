import type { Inflater, Limits } from "@stx-patch/core";
import type { ArchiveReport } from "./report.js";

/** Options of {@link readGzip}. */
export interface ReadGzipOptions {
  readonly inflater?: Inflater;
  readonly limits?: Limits;
  readonly report?: ArchiveReport;
  readonly name?: string;
}

export async function* readGzip(
  source: AsyncIterable<Uint8Array>,
  options: ReadGzipOptions = {},
): AsyncGenerator<Uint8Array, void> {
  yield* source;
  throw new Error(`being written ${options.name}`);
}
