import type { PatchContents } from "./contents.js";
import { cyclonedxText } from "./cyclonedx-text.js";
import type { SbomFormat, SbomOptions } from "./options.js";
import { spdxText } from "./spdx-text.js";

/** Pieces of this size are neither many nor large. */
const CHUNK_CHARACTERS = 1 << 16;

/**
 * The SBOM of a patch as UTF-8, piece by piece: the same patch, options and version give the same bytes. Memory does not grow with the
 * number of packaged files.
 *
 * @throws RpmError when the headers are not sound, which the verifier would have said
 */
export function* sbomBytes(
  format: SbomFormat,
  contents: PatchContents,
  options: SbomOptions,
): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  const text =
    format === "cyclonedx"
      ? cyclonedxText(contents, options)
      : spdxText(contents, options);
  let gathered = "";
  for (const piece of text) {
    gathered += piece;
    if (gathered.length < CHUNK_CHARACTERS) continue;
    yield encoder.encode(gathered);
    gathered = "";
  }
  if (gathered !== "") yield encoder.encode(gathered);
}
