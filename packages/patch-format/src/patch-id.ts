import { FormatError } from "./error.js";

declare const patchIdBrand: unique symbol;

/** A patch id that is safe as part of a file name; made by {@link isPatchId} or {@link toPatchId}. */
export type PatchId = string & { readonly [patchIdBrand]: true };

/** The longest id with which `pre-remove/<id>` still fits into a plain ustar header. */
export const MAX_PATCH_ID_LENGTH = 100;

/** Says what is wrong with a patch id, or undefined when it is safe (spec section 8). */
export function patchIdProblem(text: string): string | undefined {
  if (text === "") return "is empty";
  if (text.length > MAX_PATCH_ID_LENGTH)
    return `is longer than ${MAX_PATCH_ID_LENGTH} characters`;
  if (/^[.-]/.test(text)) return "starts with a dot or a dash";
  if (!/^[A-Za-z0-9._-]+$/.test(text))
    return "has characters other than letters, digits, dot, underscore and dash";
  return undefined;
}

/** True when the text is a safe patch id. */
export function isPatchId(text: string): text is PatchId {
  return patchIdProblem(text) === undefined;
}

/**
 * Turns text into a patch id.
 *
 * @throws FormatError ID_INVALID
 */
export function toPatchId(text: string): PatchId {
  if (isPatchId(text)) return text;
  throw new FormatError(
    "ID_INVALID",
    `the patch id ${patchIdProblem(text) ?? "is unsafe"}`,
  );
}

/** Name of the file that holds the patch. */
export function patchFileName(id: PatchId): string {
  return `${id}.patch`;
}
