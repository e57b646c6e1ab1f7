import type { VerificationReport } from "@stx-patch/patch-verify";
import { element } from "./dom.js";
import { facts } from "./table.js";

const OUTCOMES = {
  accepted: "Accepted by the target.",
  refused: "Refused by the target.",
  undetermined: "Not known what the target says.",
} as const;

/** What a deployed system would do, when that was asked; apart from what we think of the patch. */
export function targetView({
  target,
}: VerificationReport): HTMLElement | undefined {
  if (target === null) return undefined;
  const { release, outcome, message, reason, difference } = target;
  return element(
    "section",
    { "data-target": outcome },
    element("h4", {}, `Target ${release}`),
    element("p", {}, element("strong", {}, OUTCOMES[outcome])),
    facts([
      ["Why", reason],
      ...(message === null ? [] : [["In its words", message] as const]),
      ...(difference === null ? [] : [["We say", difference] as const]),
    ]),
  );
}
