import { createHash } from "node:crypto";
import { createAtomicFile, type AtomicFile } from "@stx-patch/node-io";
import type { SidecarMaker, WrittenSidecar } from "./sidecar.js";

/** A patch whose bytes are all written. */
export interface FinishedPatch {
  /** Base name. */
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Lower-case hex; needed as soon as there are sidecars. */
  readonly sha256: string | undefined;
}

/** Sidecars that have their places beside a patch, but no names yet. */
export interface OpenSidecars {
  readonly isEmpty: boolean;
  /** Makes and writes all of them, in their order. */
  write(patch: FinishedPatch): Promise<WrittenSidecar[]>;
  /** Gives them their names. */
  commit(): Promise<void>;
  /** Removes what has no name yet. */
  abort(): Promise<void>;
}

/**
 * Creates the files, so that what cannot be written is known before the work starts.
 *
 * @param patchPath - absolute; sidecars stand beside it, called as it is with a suffix behind
 * @throws IoError
 */
export async function openSidecars(
  makers: readonly SidecarMaker[],
  patchPath: string,
): Promise<OpenSidecars> {
  const files = new Map<SidecarMaker, AtomicFile>();
  const abort = async (): Promise<void> => {
    await Promise.all([...files.values()].map((file) => file.abort()));
  };
  try {
    for (const maker of makers)
      files.set(maker, await createAtomicFile(placeOf(maker, patchPath)));
  } catch (error) {
    await abort();
    throw error;
  }
  return {
    isEmpty: files.size === 0,
    abort,
    write: async ({ sha256, ...patch }) => {
      const written: WrittenSidecar[] = [];
      if (files.size === 0) return written;
      if (sha256 === undefined)
        throw new TypeError("sidecars need the digest of their patch");
      const subject = { ...patch, sha256 };
      for (const [maker, file] of files) {
        const made = await maker.make({ ...subject, sidecars: [...written] });
        written.push({
          kind: maker.kind,
          path: placeOf(maker, patchPath),
          ...(await writePieces(made, file)),
        });
      }
      return written;
    },
    commit: async () => {
      for (const file of files.values()) await file.commit();
    },
  };
}

function placeOf({ path, suffix }: SidecarMaker, patchPath: string): string {
  return path ?? `${patchPath}${suffix}`;
}

async function writePieces(
  made: Uint8Array | Iterable<Uint8Array>,
  file: AtomicFile,
): Promise<Pick<WrittenSidecar, "sizeBytes" | "sha256">> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for (const piece of made instanceof Uint8Array ? [made] : made) {
    hash.update(piece);
    sizeBytes += piece.length;
    await file.write(piece);
  }
  await file.end();
  await file.sync();
  return { sizeBytes, sha256: hash.digest("hex") };
}
