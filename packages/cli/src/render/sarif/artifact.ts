import { pathToFileURL } from "node:url";
import { isAbsolute } from "node:path";
import type { VerifyOutcome } from "../../commands/verify-outcome.js";
import type { SidecarReport } from "../../sidecars/sidecar.js";
import { SIDECAR_NAMES } from "../sidecar-words.js";
import { sarifText } from "./text.js";

/** Where a patch is; without `uri` for one that came through stdin. */
export interface ArtifactLocation {
  readonly uri?: string;
  readonly index: number;
}

/** The patch as a location that results point to. */
export function artifactLocation(
  file: string,
  index: number,
): ArtifactLocation {
  return file === "-" ? { index } : { uri: fileUri(file), index };
}

/** A patch of the run (SARIF 2.1.0 section 3.24). */
export function artifact(outcome: VerifyOutcome, index: number): object {
  const { file } = outcome;
  const { verdict, fileSha256 } =
    "report" in outcome
      ? outcome.report
      : { verdict: "not-readable", fileSha256: null };
  return {
    ...(file === "-"
      ? { description: { text: "standard input" } }
      : {
          location: artifactLocation(file, index),
          description: { text: sarifText(file) },
        }),
    mimeType: "application/gzip",
    ...(fileSha256 === null ? {} : { hashes: { "sha-256": fileSha256 } }),
    roles: ["analysisTarget"],
    properties: { verdict },
  };
}

/** A file beside a patch that was held against it. */
export function sidecarArtifact(
  { kind, file, verdict }: SidecarReport,
  index: number,
): object {
  return {
    location: artifactLocation(file, index),
    description: { text: sarifText(`${SIDECAR_NAMES[kind]} ${file}`) },
    roles: ["referencedOnCommandLine"],
    properties: { verdict },
  };
}

/** Relative paths stay relative, so that reports of two checkouts can be compared. */
function fileUri(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  const path = file.split("/").map(encodeURIComponent).join("/");
  // A colon in the first segment would make the rest of it a scheme.
  return /^[^/]*:/.test(decodeURIComponent(path)) ? `./${path}` : path;
}
