import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareText, isCodedError } from "@stx-patch/core";
import { claimFile, coded, readSmallFile } from "@stx-patch/node-io";
import {
  patchIdOf,
  patchNumberOf,
  type PatchId,
  type PatchSeries,
} from "@stx-patch/patch-format";
import { CliError } from "../error.js";
import { statIfThere } from "./files.js";

/** Longest note about a claim that is read. */
const MAX_NOTE_BYTES = 4096;

/** An id that was given out. */
export interface RegisteredId {
  readonly id: string;
  /** When and by whom, as it was noted; "" for one that was entered by hand. */
  readonly note: string;
}

/**
 * Gives out ids of which a directory has a file each. Creating the file of the next number is the claim, so there is no lock that
 * somebody could die with, and nobody ever waits: who comes second takes the number after it. A number that was given out stays so
 * as long as its file is there.
 */
export class IdRegister {
  readonly #folder: string;
  readonly #series: PatchSeries;
  /** Everything up to this one is taken. */
  #highest: number | undefined;

  /** @param folder - absolute; created with the first id */
  constructor(folder: string, series: PatchSeries) {
    this.#folder = folder;
    this.#series = series;
  }

  /**
   * Claims the next id. It is claimed before it is returned: who is killed in between leaves a number unused, never one used twice.
   *
   * @param note - one line about the claim
   * @throws FormatError ID_INVALID, ID_NUMBERS_EXHAUSTED; CliError CLI_REGISTER_MALFORMED; IoError
   */
  async next(note: string): Promise<PatchId> {
    let number = this.#highest ?? (await this.#readHighest());
    for (;;) {
      number += 1;
      const id = patchIdOf(this.#series, number);
      const isClaimed = claimFile(join(this.#folder, id), `${note}\n`);
      this.#highest = number;
      if (isClaimed) return id;
    }
  }

  /**
   * Tells before the first one is claimed whether there are ids enough, as far as others leave them.
   *
   * @throws as {@link next}
   */
  async assertRoom(count: number): Promise<void> {
    this.#highest ??= await this.#readHighest();
    patchIdOf(this.#series, this.#highest + count);
  }

  async #readHighest(): Promise<number> {
    // A prefix that cannot be is said before anything is created.
    patchIdOf(this.#series, 1);
    await coded("create", this.#folder, () =>
      mkdir(this.#folder, { recursive: true }),
    );
    const numbers = (await namesIn(this.#folder)).map((name) =>
      numberOf(this.#series, name, this.#folder),
    );
    return numbers.reduce<number>(
      (highest, number) => Math.max(highest, number ?? 0),
      0,
    );
  }
}

/**
 * The ids of a register, sorted.
 *
 * @param series - which ids; all that end in a number when absent
 * @throws CliError CLI_INPUT_MISSING, CLI_REGISTER_MALFORMED; IoError
 */
export async function listRegister(
  folder: string,
  series: PatchSeries | undefined,
): Promise<RegisteredId[]> {
  if ((await statIfThere(folder))?.isDirectory() !== true)
    throw new CliError("CLI_INPUT_MISSING", `${folder}: no such directory`);
  const names = (await namesIn(folder)).filter((name) =>
    series === undefined
      ? ANY_ID.test(name)
      : numberOf(series, name, folder) !== undefined,
  );
  return Promise.all(
    names.toSorted(compareText).map(async (id) => ({
      id,
      note: await noteOf(join(folder, id)),
    })),
  );
}

const ANY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]*_PATCH_[0-9]{4}$/;

async function noteOf(path: string): Promise<string> {
  const bytes = await readSmallFile(path, { maxBytes: MAX_NOTE_BYTES });
  return new TextDecoder().decode(bytes).trim();
}

function namesIn(folder: string): Promise<string[]> {
  return coded("list", folder, () => readdir(folder));
}

function numberOf(
  series: PatchSeries,
  name: string,
  folder: string,
): number | undefined {
  try {
    return patchNumberOf(series, name);
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw new CliError(
      "CLI_REGISTER_MALFORMED",
      `${folder}: ${cause.message}`,
      { location: { file: folder }, cause },
    );
  }
}
