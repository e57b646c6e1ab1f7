import { impactLines, type VerificationReport } from "@stx-patch/patch-verify";
import type { Fact } from "./facts.js";

/** What applying the patch does. Not yet escaped. */
export function impactFacts({ impact }: VerificationReport): Fact[] {
  return impact === null
    ? []
    : [{ label: "impact", lines: impactLines(impact) }];
}
