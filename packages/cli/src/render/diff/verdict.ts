import type { DiffVerdict } from "@stx-patch/patch-diff";

/** The outcome of a comparison in one word, and what it means; colour only repeats it. */
export const DIFF_VERDICTS = {
  identical: {
    word: "IDENTICAL",
    paint: "good",
    meaning: "One file, byte for byte.",
  },
  "same-but-packaging": {
    word: "SAME-BUT-PACKAGING",
    paint: "good",
    meaning:
      "All files inside are the same, signatures included; they are only compressed differently, or tar headers differ.",
  },
  "same-but-signature": {
    word: "SAME-BUT-SIGNATURE",
    paint: "good",
    meaning:
      "Everything inside is the same but for signatures, and times or owners in tar headers.",
  },
  different: {
    word: "DIFFERENT",
    paint: "warn",
    meaning: "They do not bring the same.",
  },
} as const satisfies Record<
  DiffVerdict,
  { word: string; paint: "good" | "warn"; meaning: string }
>;
