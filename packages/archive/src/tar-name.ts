import type { ArchiveErrorCode } from "./error.js";

/** What is wrong with a member's name; the writer refuses what the reader would report. */
export interface NameProblem {
  readonly code: ArchiveErrorCode;
  readonly message: string;
}

/**
 * Checks a member's name: relative, and spelled in the one plain way. A folder may end with one slash.
 * Which names a patch may have at all is not known here.
 */
export function nameProblems(
  name: string,
  options: { readonly isDirectory: boolean },
): NameProblem[] {
  if (name === "")
    return [{ code: "TAR_NAME_EMPTY", message: "member without a name" }];
  const problems: NameProblem[] = [];
  const add = (code: ArchiveErrorCode, what: string): void => {
    problems.push({ code, message: `member ${name}: ${what}` });
  };
  if (name.includes("\0")) add("TAR_NAME_JUNK", "the name contains a NUL");
  if (name.startsWith("/")) add("TAR_NAME_ABSOLUTE", "absolute path");
  if (name.endsWith("/") && !options.isDirectory)
    add("TAR_NAME_SLASH", "a file's name ends with a slash");
  const parts = name.replace(/^\//, "").replace(/\/$/, "").split("/");
  if (parts.includes("..")) add("TAR_NAME_PARENT", "the name contains '..'");
  if (parts.includes(".") || parts.includes(""))
    add("TAR_NAME_ALIAS", "the name has '.' or empty parts");
  return problems;
}
