import { writeTar, type TarEntry } from "@stx-patch/archive";
import { concatBytes } from "@stx-patch/core";
import { encodeMetadata, type PatchMetadata } from "@stx-patch/patch-format";
import { FILE_MODE } from "./plain-file.js";

/**
 * The complete archive `metadata.tar`.
 *
 * @throws FormatError META_UNENCODABLE
 */
export function metadataTarOf(
  metadata: PatchMetadata,
  mtimeSeconds: number,
): Promise<Uint8Array> {
  const xml = encodeMetadata(metadata);
  return tarOf([
    {
      name: "metadata.xml",
      sizeBytes: xml.length,
      mode: FILE_MODE,
      mtimeSeconds,
      body: xml,
    },
  ]);
}

/** A small archive as a whole. */
export async function tarOf(entries: readonly TarEntry[]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeTar(entries)) chunks.push(chunk);
  return concatBytes(chunks);
}
