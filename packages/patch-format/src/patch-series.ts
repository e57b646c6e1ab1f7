import { FormatError } from "./error.js";
import { isPatchId, toPatchId, type PatchId } from "./patch-id.js";

/** The patches of one product and one release, which are numbered from 1. */
export interface PatchSeries {
  readonly prefix: string;
  /** Platform release, e.g. `20.06`. */
  readonly release: string;
}

/** Ids have four digits. */
export const MAX_PATCH_NUMBER = 9999;
const DIGITS = 4;
/** Ids sort by number, whatever sorts them. */
const NUMBER = new RegExp(`^[0-9]{${DIGITS}}$`);
/** As in the names of a target's directories. */
const RELEASE = /^[0-9][0-9A-Za-z.]*$/;

/**
 * The id `<prefix>_<release>_PATCH_<NNNN>` of a number (spec patch-format section 7).
 *
 * @throws FormatError ID_INVALID, ID_NUMBERS_EXHAUSTED
 */
export function patchIdOf(series: PatchSeries, number: number): PatchId {
  if (!RELEASE.test(series.release))
    throw new FormatError(
      "ID_INVALID",
      `${JSON.stringify(series.release)} is no release; expected one such as 20.06`,
    );
  if (!isPatchId(series.prefix))
    throw new FormatError(
      "ID_INVALID",
      `${JSON.stringify(series.prefix)} cannot begin a patch id`,
    );
  if (number > MAX_PATCH_NUMBER)
    throw new FormatError(
      "ID_NUMBERS_EXHAUSTED",
      `${stemOf(series)}${MAX_PATCH_NUMBER} is the last id of this prefix and release`,
    );
  return toPatchId(stemOf(series) + String(number).padStart(DIGITS, "0"));
}

/**
 * The number of an id in its series; undefined for an id of another one.
 *
 * @throws FormatError ID_INVALID for an id that begins as those of the series and does not end in a number from 0001 on
 */
export function patchNumberOf(
  series: PatchSeries,
  id: string,
): number | undefined {
  const stem = stemOf(series);
  if (!id.startsWith(stem)) return undefined;
  const digits = id.slice(stem.length);
  if (NUMBER.test(digits) && Number(digits) > 0) return Number(digits);
  throw new FormatError(
    "ID_INVALID",
    `${JSON.stringify(id)} does not end in a number of four digits`,
  );
}

function stemOf({ prefix, release }: PatchSeries): string {
  return `${prefix}_${release}_PATCH_`;
}
