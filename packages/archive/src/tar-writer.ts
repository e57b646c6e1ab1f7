/** One regular file to be written. */
export interface TarEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly mode: number;
  readonly mtimeSeconds: number;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

export async function* writeTar(
  entries: Iterable<TarEntry> | AsyncIterable<TarEntry>,
): AsyncGenerator<Uint8Array, void> {
  for await (const entry of entries) yield entry.body as Uint8Array;
  throw new Error("being written");
}

export function tarSizeBytes(
  entries: readonly (number | Pick<TarEntry, "name" | "sizeBytes">)[],
): number {
  return entries.length;
}
