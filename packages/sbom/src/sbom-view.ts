/** A digest as an SBOM has it. */
export interface SbomDigest {
  /** In the words of the format. */
  readonly algorithm: string;
  readonly value: string;
}

/** A packaged file in an SBOM. */
export interface SbomFileView {
  /** As the package has it. */
  readonly path: string;
  readonly digests: readonly SbomDigest[];
  /** Into the document (RFC 6901). */
  readonly pointer: string;
}

/** A package in an SBOM. */
export interface SbomPackageView {
  readonly name: string;
  readonly version: string | undefined;
  readonly purls: readonly string[];
  /** Expressions or words, as they are declared; none when nothing is said. */
  readonly licences: readonly string[];
  readonly digests: readonly SbomDigest[];
  /** What may be the file name of the RPM. */
  readonly fileName: string | undefined;
  readonly files: readonly SbomFileView[];
  readonly pointer: string;
}

/** An SBOM, whichever format it has. */
export interface SbomView {
  readonly format: "cyclonedx" | "spdx";
  /** E.g. `1.6`. */
  readonly version: string;
  /** What the SBOM is about. */
  readonly subject: SbomPackageView;
  readonly packages: readonly SbomPackageView[];
  /** Files of no package. */
  readonly orphans: readonly SbomFileView[];
}
