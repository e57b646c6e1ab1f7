import type { SbomRpm } from "./contents.js";
import { hasDigest } from "./has-digest.js";
import { DIGEST_NAMES } from "./digest-names.js";
import type { FindingList } from "./finding-list.js";
import { fileHashOf, packagedFiles } from "./packaged-files.js";
import type { SbomPackageView, SbomView } from "./sbom-view.js";

/** Compares the files of one RPM; of RPMs whose file digests the format has no name for, none are listed. */
export function compareFiles(
  listed: SbomPackageView,
  { fileName, headers }: SbomRpm,
  format: SbomView["format"],
  list: FindingList,
): void {
  const algorithm = DIGEST_NAMES[fileHashOf(headers)][format];
  const open = new Map<string, string>();
  if (algorithm !== undefined)
    for (const { path, digest } of packagedFiles(headers))
      open.set(withoutSlash(path), digest);
  for (const { path, digests, pointer } of listed.files) {
    const key = withoutSlash(path);
    const digest = open.get(key);
    open.delete(key);
    if (digest === undefined)
      list.add(
        "SBOM_FILE_UNKNOWN",
        `${fileName} has no file ${JSON.stringify(path)}, or it was listed before`,
        pointer,
      );
    else if (!hasDigest(digests, algorithm ?? "", digest))
      list.add(
        "SBOM_FILE_DIGEST",
        `${JSON.stringify(path)} of ${fileName}: expected ${algorithm ?? ""} ${digest}`,
        pointer,
      );
  }
  for (const path of open.keys())
    list.add(
      "SBOM_FILE_MISSING",
      `/${path} of ${fileName} is not listed`,
      listed.pointer,
    );
}

/** SPDX writes paths relative to the root. */
function withoutSlash(path: string): string {
  return path.startsWith("/") ? path.slice(1) : path;
}
