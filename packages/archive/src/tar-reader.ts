import type { Limits } from "@stx-patch/core";
import type { ArchiveReport } from "./report.js";

/** What a member is, as far as a reader of patches cares. */
export type TarMemberType =
  | "file"
  | "directory"
  | "link"
  | "symlink"
  | "device"
  | "fifo"
  | "other";

/** One member of an archive while it streams by. */
export interface TarMember {
  readonly name: string;
  readonly sizeBytes: number;
  readonly mode: number;
  readonly mtimeSeconds: number;
  readonly type: TarMemberType;
  readonly linkTarget: string;
  readonly headerOffset: number;
  readonly dataOffset: number;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Options of {@link readTar}. */
export interface ReadTarOptions {
  readonly limits?: Limits;
  readonly report?: ArchiveReport;
  readonly name?: string;
}

export async function* readTar(
  source: AsyncIterable<Uint8Array>,
  options: ReadTarOptions = {},
): AsyncGenerator<TarMember, void> {
  for await (const _ of source) yield* [];
  throw new Error(`being written ${options.name}`);
}
