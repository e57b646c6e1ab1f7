import type { CodedProblem } from "@stx-patch/core";
import type {
  TargetOptions,
  VerificationReport,
} from "@stx-patch/patch-verify";
import type { Certificate, TrustAnchor } from "@stx-patch/trust";

/** Whom to trust, as the page's controls have it. */
export interface TrustSettings {
  /** Anchors of role `ima` check file signatures in RPMs, all others patches. */
  readonly anchors: readonly TrustAnchor[];
  readonly requireRole: string | undefined;
  readonly checkDates: boolean;
  /** Certificates that are trusted only when an anchor issued them. */
  readonly intermediates: readonly Certificate[];
  /** Moment for which dates are checked, whatever `checkDates` says; undefined for now. */
  readonly at: Date | undefined;
  /** Text of a list of revoked fingerprints; empty when nothing is revoked. */
  readonly revocationList: string;
  /** The target to ask about. */
  readonly target: TargetOptions | undefined;
}

/** What the page asks of the worker; one request at a time. */
export type Request =
  | {
      readonly kind: "verify";
      readonly file: File;
      readonly settings: TrustSettings;
      /** To threads that compute digests; without any, the worker does it itself. */
      readonly hashLinks: readonly MessagePort[];
    }
  | {
      readonly kind: "read-anchors";
      readonly bytes: Uint8Array;
      readonly source: string;
      readonly role: string | undefined;
    };

/** What the worker answers: any number of `progress`, then one of the others. */
export type Answer =
  | { readonly kind: "progress"; readonly doneBytes: number }
  | {
      readonly kind: "report";
      readonly report: VerificationReport;
      /** Meaning of each code in the report. */
      readonly meanings: Readonly<Record<string, string>>;
    }
  | { readonly kind: "anchors"; readonly anchors: readonly TrustAnchor[] }
  | { readonly kind: "problem"; readonly problem: CodedProblem };
