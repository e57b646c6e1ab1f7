import { toHex, type HashFactory } from "@stx-patch/core";
import type { FolderFile } from "@stx-patch/node-io";
import type { ByteSink, PatchWitness } from "@stx-patch/patch-verify";
import type { Destination } from "./destination.js";
import type { Selection } from "./selection.js";

/** A file that was taken out. */
export interface ExtractedFile {
  /** In the patch, e.g. `software.tar/x.rpm`. */
  readonly member: string;
  /** Below the directory. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Writes the wanted files while the verifier reads them. */
export class Extraction {
  readonly files: ExtractedFile[] = [];
  readonly witness: PatchWitness;
  #begun = 0;

  constructor(
    selection: Selection,
    destination: Destination,
    hash: HashFactory,
  ) {
    this.witness = {
      file: ({ path }) => {
        const place = selection.placeOf(path);
        if (place === undefined) return undefined;
        this.#begun += 1;
        return this.#sink(path, place, destination, hash);
      },
    };
  }

  /** True when reading broke off inside a wanted file. */
  get isCut(): boolean {
    return this.#begun > this.files.length;
  }

  #sink(
    member: string,
    place: readonly string[],
    destination: Destination,
    hash: HashFactory,
  ): ByteSink {
    const hasher = hash("sha256");
    let file: Promise<FolderFile> | undefined;
    let sizeBytes = 0;
    // An empty file has no chunk, but is one.
    const open = (): Promise<FolderFile> =>
      (file ??= destination.createFile(place));
    return {
      update: async (chunk) => {
        sizeBytes += chunk.length;
        const target = await open();
        await Promise.all([target.write(chunk), hasher?.update(chunk)]);
      },
      finish: async () => {
        await (await open()).close();
        const sha256 = hasher && toHex(await hasher.digest());
        this.files.push({
          member,
          path: place.join("/"),
          sizeBytes,
          sha256: sha256 ?? "",
        });
      },
    };
  }
}
