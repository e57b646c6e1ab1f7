import { createHash } from "node:crypto";
import type { AtomicFile } from "@stx-patch/node-io";
import {
  sbomBytes,
  type PatchContents,
  type SbomFormat,
  type SbomOptions,
} from "@stx-patch/sbom";
import type { Io } from "../../world/io.js";

/** An SBOM as it was written. */
export interface WrittenSbom {
  readonly format: SbomFormat;
  /** Absolute; null for stdout. */
  readonly path: string | null;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Writes an SBOM piece by piece to a file that has no name yet, or to stdout. */
export async function writeSbom(
  format: SbomFormat,
  contents: PatchContents,
  options: SbomOptions,
  file: AtomicFile | undefined,
  io: Io,
): Promise<WrittenSbom> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for (const chunk of sbomBytes(format, contents, options)) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    await (file?.write(chunk) ?? io.stdout.writeBytes(chunk));
  }
  await file?.end();
  await file?.sync();
  return {
    format,
    path: file?.target ?? null,
    sizeBytes,
    sha256: hash.digest("hex"),
  };
}
