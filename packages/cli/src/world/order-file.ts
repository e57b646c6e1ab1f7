import { readSmallFile } from "@stx-patch/node-io";
import { isCodedError } from "@stx-patch/core";
import {
  patchIdProblem,
  patchNumberOf,
  type PatchSeries,
} from "@stx-patch/patch-format";
import { CliError } from "../error.js";
import { statIfThere } from "./files.js";

/** A hundred times what 9999 ids take. */
const MAX_BYTES = 32 << 20;

/**
 * The highest number of a series in an order file (`patch_order`): a patch id at the beginning of each line, `#` for comments.
 *
 * @param shown - the path as it was given
 * @returns 0 for a file without patches
 * @throws CliError CLI_ORDER_MALFORMED, CLI_ORDER_RELEASE; IoError
 */
export async function highestInOrder(
  path: string,
  shown: string,
  series: PatchSeries,
): Promise<number> {
  const bytes = await readSmallFile(path, { maxBytes: MAX_BYTES });
  const numbers = idsOf(bytes, shown).map(([id, line]) =>
    inLine(shown, line, () => patchNumberOf(series, id)),
  );
  const own = numbers.filter((number) => number !== undefined);
  if (own.length === 0 && numbers.length > 0)
    throw new CliError(
      "CLI_ORDER_RELEASE",
      `${shown}: ${numbers.length} patches, none of ${series.prefix} for release ${series.release}`,
      { location: { file: shown } },
    );
  return own.reduce((highest, number) => Math.max(highest, number), 0);
}

/**
 * The patch ids of an order file, in its order, each where it stands first; none when there is no file.
 *
 * @param shown - the path as it was given
 * @throws CliError CLI_ORDER_MALFORMED; IoError
 */
export async function readOrder(
  path: string,
  shown: string,
): Promise<string[]> {
  const bytes = new TextEncoder().encode(await textIfThere(path));
  return [...new Set(idsOf(bytes, shown).map(([id]) => id))];
}

/** The text of an order file; empty when there is none. @throws IoError */
export async function textIfThere(path: string): Promise<string> {
  if ((await statIfThere(path)) === undefined) return "";
  const bytes = await readSmallFile(path, { maxBytes: MAX_BYTES });
  return new TextDecoder().decode(bytes);
}

function idsOf(bytes: Uint8Array, shown: string): [id: string, line: number][] {
  return new TextDecoder()
    .decode(bytes)
    .split(/\r?\n/)
    .map((text, i): [string, number] => [
      text.trim().split(/\s/)[0] ?? "",
      i + 1,
    ])
    .filter(([word]) => word !== "" && !word.startsWith("#"))
    .map(([id, line]) => {
      const problem = patchIdProblem(id);
      if (problem !== undefined)
        throw malformed(shown, line, `the patch id ${problem}`);
      return [id, line];
    });
}

function inLine<T>(shown: string, line: number, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw malformed(shown, line, cause.message);
  }
}

function malformed(shown: string, line: number, problem: string): CliError {
  return new CliError(
    "CLI_ORDER_MALFORMED",
    `${shown}, line ${line}: ${problem}`,
    { location: { file: shown } },
  );
}
