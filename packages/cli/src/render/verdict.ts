import type {
  ReleaseOutcome,
  Verdict,
  VerificationReport,
} from "@stx-patch/patch-verify";
import type { Style } from "./style.js";

/** A verdict in words that need no explanation; colour only repeats them. */
export const VERDICTS = {
  trusted: {
    word: "TRUSTED",
    paint: "good",
    meaning:
      "Somebody whom you trust signed it, and every check that ran holds.",
  },
  untrusted: {
    word: "NOT TRUSTED",
    paint: "bad",
    meaning:
      "It is well formed, but a signature is missing or none that you told us to trust.",
  },
  malformed: {
    word: "MALFORMED",
    paint: "bad",
    meaning:
      "It is damaged or contradicts itself; do not use it, whoever signed it.",
  },
} as const satisfies Record<
  Verdict,
  { word: string; paint: "good" | "bad"; meaning: string }
>;

/** Verdicts in the order in which a summary counts them, and how it calls them. */
export const VERDICT_COUNTS: readonly (readonly [Verdict, string])[] = [
  ["trusted", "trusted"],
  ["untrusted", "not trusted"],
  ["malformed", "malformed"],
];

/** Whether a patch fits a release, in words for a headline. */
export const FITS = {
  fits: { word: "FITS THE RELEASE", paint: "good" },
  "does-not-fit": { word: "DOES NOT FIT", paint: "bad" },
  undetermined: { word: "FIT UNKNOWN", paint: "warn" },
} as const satisfies Record<
  ReleaseOutcome,
  { word: string; paint: "good" | "warn" | "bad" }
>;

/** The verdict, and beside it, never in it, whether the patch fits: a trusted one may be for another system. */
export function verdictWords({ verdict, release }: VerificationReport): string {
  const { word } = VERDICTS[verdict];
  return release === null ? word : `${word}, ${FITS[release.outcome].word}`;
}

/** {@link verdictWords} for a terminal. */
export function verdictText(
  { verdict, release }: VerificationReport,
  style: Style,
): string {
  const { word, paint } = VERDICTS[verdict];
  const words = [style[paint](word)];
  if (release !== null) {
    const fit = FITS[release.outcome];
    words.push(style[fit.paint](fit.word));
  }
  return words.join(", ");
}
