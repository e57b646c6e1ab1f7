// Compares what a verifier did with what was expected.
import { MAX_MIB, MAX_MS } from "./run-verifier.mjs";

const VERDICTS = new Map([
  [0, "trusted"],
  [2, "malformed"],
  [3, "untrusted"],
]);

/**
 * The score of one case. `decision`, `verdict` and `codes` are true or false; `codes` is null when the verifier names none.
 */
export function scoreOf(expected, { status, stdout, ms, mib }) {
  const verdict = VERDICTS.get(status) ?? "error";
  const said = saidIn(stdout);
  return {
    name: expected.name,
    group: expected.group,
    expected: expected.verdict,
    said: verdict,
    decision:
      verdict !== "error" &&
      (verdict === "trusted") === (expected.verdict === "trusted"),
    verdict: verdict === expected.verdict,
    codes:
      said === null
        ? null
        : expected.codes.every((code) => said.includes(code)),
    limit: limitOf(ms, mib),
    ms,
    mib,
  };
}

function limitOf(ms, mib) {
  if (ms > MAX_MS) return `more than ${MAX_MS / 1000} s`;
  return mib > MAX_MIB ? `${mib} MiB` : null;
}

/** The codes in the line of JSON, or null. */
function saidIn(stdout) {
  try {
    const { codes } = JSON.parse(stdout.trim().split("\n").at(-1));
    return Array.isArray(codes) ? codes : null;
  } catch {
    return null;
  }
}
