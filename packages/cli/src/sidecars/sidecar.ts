import type { CodedProblem, Finding } from "@stx-patch/core";
import type {
  PatchWitness,
  Verdict,
  VerificationReport,
  VerifyOptions,
} from "@stx-patch/patch-verify";

import type { TrustPolicy } from "@stx-patch/trust";

/** What a file beside a patch is. */
export type SidecarKind = "sbom" | "provenance" | "sha256sums" | "timestamp";

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
  /** Absolute; where it goes when not beside the patch. */
  readonly path?: string | undefined;
  /** All bytes, or one piece after the other where they can be many. */
  make(subject: SidecarSubject): Promise<Uint8Array | Iterable<Uint8Array>>;
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

/** What was found in a file beside a patch. */
export interface SidecarFinding extends Finding {
  /** What its code means. */
  readonly means: string;
}

/** What was found out about a file beside a patch. */
export interface SidecarReport {
  readonly kind: SidecarKind;
  /** As it was named. */
  readonly file: string;
  /** `malformed` also when it belongs to another patch. */
  readonly verdict: Verdict;
  /** What it says, one label and its lines each. */
  readonly facts: readonly {
    readonly label: string;
    readonly lines: readonly string[];
  }[];
  readonly findings: readonly SidecarFinding[];
}

/** Holds files beside a patch against the patch, while that is verified. */
export interface SidecarCheck extends Pick<VerifyOptions, "takeSeal"> {
  readonly witness?: PatchWitness | undefined;
  /** Decides what is acceptable when the signature is known. */
  readonly policyFor?: ((signature: Uint8Array) => TrustPolicy) | undefined;
  /** Called when the patch has been read. */
  finish(report: VerificationReport): Promise<readonly SidecarReport[]>;
}

/** What a run was told to hold against its patches. */
export interface SidecarChecks {
  readonly isEmpty: boolean;
  /** The checks of the next patch. */
  next(): readonly SidecarCheck[];
  /** Files that turned out to be of no patch of the run, when all have been read. */
  leftOver(): readonly {
    readonly file: string;
    readonly error: CodedProblem;
  }[];
}
