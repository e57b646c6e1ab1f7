import type { CheckResult } from "@stx-patch/patch-verify";
import { element } from "./dom.js";

const WORDS = {
  passed: "passed",
  failed: "failed",
  "not-run": "not run",
} as const;

/** Every check and how it ended; one that did not run says why. */
export function checksView(checks: readonly CheckResult[]): HTMLElement {
  const count = (state: CheckResult["state"]): number =>
    checks.filter((check) => check.state === state).length;
  return element(
    "details",
    {},
    element(
      "summary",
      {},
      `Checks: ${count("passed")} passed, ${count("failed")} failed, ${count("not-run")} not run`,
    ),
    element(
      "ul",
      { class: "checks" },
      ...checks.map(({ id, title, state, reason }) =>
        element(
          "li",
          { class: state, "data-check": id },
          element("span", { class: "state" }, WORDS[state]),
          " ",
          title,
          reason === undefined
            ? undefined
            : element("small", {}, ` (${reason})`),
        ),
      ),
    ),
  );
}
