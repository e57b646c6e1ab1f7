import type { CodedProblem } from "@stx-patch/core";
import type { Style } from "./style.js";
import { counted, safeText } from "./text.js";

/** One sentence and one remedy a problem, then what it comes to. */
export function renderProblems(
  command: string,
  problems: readonly CodedProblem[],
  outcome: string,
  style: Style,
): string {
  const lines = problems.map(
    ({ code, message, remedy, location }) =>
      `${style.bad("error:")} ${safeText(withFile(message, location.file))} ${style.faint(`[${code}]`)}\n       ${safeText(remedy)}\n`,
  );
  const count = counted(problems.length, "problem");
  return `${lines.join("")}${command}: ${count}; ${safeText(outcome)}\n`;
}

/** Packages that read bytes do not always know whose they are; here the file is known. */
function withFile(message: string, file: string | undefined): string {
  return file === undefined || message.includes(file)
    ? message
    : `${file}: ${message}`;
}

/** The same as one JSON object. */
export function problemsJson(problems: readonly CodedProblem[]): string {
  return `${JSON.stringify(
    {
      schemaVersion: 1,
      ok: false,
      problems: problems.map(({ code, message, remedy, location }) => ({
        code,
        message,
        remedy,
        location,
      })),
    },
    null,
    2,
  )}\n`;
}
