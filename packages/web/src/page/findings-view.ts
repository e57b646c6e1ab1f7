import { counted, sentence } from "@stx-patch/core";
import type { CheckFinding, VerificationReport } from "@stx-patch/patch-verify";
import { element } from "./dom.js";
import { facts } from "./table.js";

const ORDER = ["error", "warning", "info"] as const;

/** Every finding: what, what it means, what to do; the worst first. */
export function findingsView(
  { findings, findingsOmitted }: VerificationReport,
  meanings: Readonly<Record<string, string>>,
): HTMLElement | undefined {
  if (findings.length === 0) return undefined;
  const sorted = ORDER.flatMap((severity) =>
    findings.filter((found) => found.severity === severity),
  );
  return element(
    "section",
    {},
    element("h4", {}, "Findings"),
    element(
      "ul",
      { class: "findings" },
      ...sorted.map((found) => findingView(found, meanings[found.code])),
    ),
    findingsOmitted === 0
      ? undefined
      : element("p", {}, `and ${counted(findingsOmitted, "finding")} more`),
  );
}

function findingView(
  found: CheckFinding,
  meaning: string | undefined,
): HTMLElement {
  return element(
    "li",
    { class: `finding ${found.severity}`, "data-code": found.code },
    element(
      "p",
      { class: "message" },
      element("span", { class: "badge" }, found.severity),
      " ",
      sentence(found.message),
    ),
    facts([
      ...(meaning === undefined ? [] : [["What it means", meaning] as const]),
      ["What to do", found.remedy],
      ...placeOf(found),
      ["Code", element("code", {}, found.code)],
    ]),
  );
}

function placeOf({ member, offset }: CheckFinding): [string, string][] {
  if (member === undefined && offset === undefined) return [];
  const parts = [member, offset === undefined ? undefined : `byte ${offset}`];
  return [["Where", parts.filter((part) => part !== undefined).join(", at ")]];
}
