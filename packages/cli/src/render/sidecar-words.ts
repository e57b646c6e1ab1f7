import type { Verdict } from "@stx-patch/patch-verify";
import type { SidecarKind, SidecarReport } from "../sidecars/sidecar.js";

/** What a kind of file beside a patch is called. */
export const SIDECAR_NAMES: Readonly<Record<SidecarKind, string>> = {
  sbom: "SBOM",
  provenance: "provenance",
  sha256sums: "SHA-256 sums",
  timestamp: "time stamp",
};

/** What is to be thought of it, in words that need no explanation; colour only repeats them. */
export const SIDECAR_VERDICTS = {
  trusted: { word: "GOOD", paint: "good" },
  untrusted: { word: "NOT TRUSTED", paint: "bad" },
  malformed: { word: "NO GOOD", paint: "bad" },
} as const satisfies Record<Verdict, { word: string; paint: "good" | "bad" }>;

/** True when none of the files beside a patch speaks against it. */
export function allSidecarsGood(reports: readonly SidecarReport[]): boolean {
  return reports.every(({ verdict }) => verdict === "trusted");
}
