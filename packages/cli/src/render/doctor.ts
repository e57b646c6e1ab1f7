import type { Check } from "../commands/doctor/check.js";
import type { ReportLook } from "./report-look.js";
import type { Style } from "./style.js";
import { counted, safeText } from "./text.js";
import { hangingText } from "./wrap.js";

const STATE_WIDTH = 4;

/** The checks for people, one line each where it fits, and what to do below what is not right. */
export function doctorText(
  checks: readonly Check[],
  { columns, style }: ReportLook,
): string {
  const width = Math.max(...checks.map(({ subject }) => subject.length));
  const lines = checks.map((check) => {
    const { state, subject } = check;
    const painted = paint(state, style);
    const label = `${painted}${" ".repeat(STATE_WIDTH - state.length)}  ${subject.padEnd(width)}  `;
    const indent = " ".repeat(STATE_WIDTH + width + 4);
    const { text, remedy } = wordsOf(check);
    return (
      hangingText(label, safeText(text), columns) +
      (remedy === null
        ? ""
        : hangingText(
            `${indent}${style.faint("do")} `,
            safeText(remedy),
            columns,
          ))
    );
  });
  return `${lines.join("")}\n${verdict(checks, style)}\n`;
}

function verdict(checks: readonly Check[], style: Style): string {
  const bad = checks.filter(({ state }) => state === "bad").length;
  const warnings = checks.filter(({ state }) => state === "warn").length;
  const aside = warnings === 0 ? "" : `, ${counted(warnings, "warning")}`;
  return bad === 0
    ? `${style.good("Nothing is bad")}${aside}.`
    : `${style.bad(counted(bad, "problem"))}${aside}.`;
}

function paint(state: Check["state"], style: Style): string {
  switch (state) {
    case "ok":
      return style.good(state);
    case "warn":
      return style.warn(state);
    case "bad":
      return style.bad(state);
  }
}

/** The same as one JSON object: `docs/schema/doctor-result.schema.json`. */
export function doctorJson(checks: readonly Check[]): string {
  const object = {
    schemaVersion: 1,
    ok: checks.every(({ state }) => state !== "bad"),
    checks: checks.map((check) => ({
      subject: check.subject,
      state: check.state,
      ...wordsOf(check),
      code: check.state === "bad" ? check.problem.code : null,
    })),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

function wordsOf(check: Check): { text: string; remedy: string | null } {
  switch (check.state) {
    case "ok":
      return { text: check.text, remedy: null };
    case "warn":
      return { text: check.text, remedy: check.remedy };
    case "bad": {
      const { message, remedy, code } = check.problem;
      return { text: `${message} [${code}]`, remedy };
    }
  }
}
