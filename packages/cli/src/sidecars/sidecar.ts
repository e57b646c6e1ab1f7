/** What a file beside a patch is. */
export type SidecarKind = "provenance";

/** The finished patch that a sidecar is about, still without its name. */
export interface SidecarSubject {
  /** Base name that the patch gets. */
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Of the whole file, lower-case hex. */
  readonly sha256: string;
  /** The sidecars made before this one. */
  readonly sidecars: readonly WrittenSidecar[];
}

/** Makes a file beside a patch that says something about it, bound to it by its SHA-256. */
export interface SidecarMaker {
  readonly kind: SidecarKind;
  /** What stands behind the patch's file name in the sidecar's. */
  readonly suffix: string;
  make(subject: SidecarSubject): Promise<Uint8Array>;
}

/** A sidecar as it was written. */
export interface WrittenSidecar {
  readonly kind: SidecarKind;
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}
