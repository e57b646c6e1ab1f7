import type { RpmInfo } from "./rpm-info.js";

/** What a file name says about the package. */
export interface RpmFileNameParts {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
}

const EXTENSION = ".rpm";

/**
 * Splits a file name like the patch controller on the target:
 * `[<one char>:]<name>-<version>-<release>.<arch>.rpm`, greedy name, version without `-`, arch without
 * `.` (patch format section 2). undefined when it does not match; empty parts do not match either.
 */
export function parseRpmFileName(
  fileName: string,
): RpmFileNameParts | undefined {
  if (!fileName.endsWith(EXTENSION)) return undefined;
  const stem = fileName.slice(0, -EXTENSION.length);
  const withoutEpoch = stem[1] === ":" ? stem.slice(2) : stem;
  return splitStem(withoutEpoch);
}

/**
 * Text search instead of a backtracking pattern: file names come from patches, so they are hostile.
 * The pattern's wildcards do not match line feeds.
 */
function splitStem(stem: string): RpmFileNameParts | undefined {
  const dot = stem.lastIndexOf(".");
  const releaseDash = lastDashBefore(stem, dot);
  const versionDash = lastDashBefore(stem, releaseDash);
  if (versionDash < 0 || stem.includes("\n")) return undefined;
  const parts = {
    name: stem.slice(0, versionDash),
    version: stem.slice(versionDash + 1, releaseDash),
    release: stem.slice(releaseDash + 1, dot),
    arch: stem.slice(dot + 1),
  };
  return Object.values(parts).includes("") ? undefined : parts;
}

function lastDashBefore(stem: string, end: number): number {
  return end < 1 ? -1 : stem.lastIndexOf("-", end - 1);
}

/** The usual file name: `name-version-release.arch.rpm`, with `src` as arch of a source package; no epoch. */
export function rpmFileNameOf(
  info: Pick<RpmInfo, "name" | "version" | "release" | "arch" | "isSource">,
): string {
  const arch = info.isSource ? "src" : info.arch;
  return `${info.name}-${info.version}-${info.release}.${arch}${EXTENSION}`;
}

/** True when the target reads the same name, version, release and arch from the file name as from the header. */
export function fileNameFits(
  fileName: string,
  info: Pick<RpmInfo, "name" | "version" | "release" | "arch">,
): boolean {
  const parts = parseRpmFileName(fileName);
  return (
    parts?.name === info.name &&
    parts.version === info.version &&
    parts.release === info.release &&
    parts.arch === info.arch
  );
}
