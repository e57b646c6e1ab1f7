/** The formats that are written. */
export const SBOM_FORMATS = ["cyclonedx", "spdx"] as const;

/** A format that is written. */
export type SbomFormat = (typeof SBOM_FORMATS)[number];

/** What stands behind a patch's file name in that of its SBOM. */
export const SBOM_SUFFIX: Readonly<Record<SbomFormat, string>> = {
  cyclonedx: ".cdx.json",
  spdx: ".spdx.json",
};

/** What goes into an SBOM besides the patch. */
export interface SbomOptions {
  /** Version of the program that makes it. */
  readonly toolVersion: string;
  /** Who delivers the patch; nothing in a patch says so. */
  readonly supplier?: string | undefined;
}

/** Name of the program, as it stands in an SBOM. */
export const TOOL_NAME = "stx-patch";
