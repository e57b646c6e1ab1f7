import type { Verdict } from "@stx-patch/patch-verify";

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
      "It is well formed, but not signed by anybody you told us to trust.",
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
