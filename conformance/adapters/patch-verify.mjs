// Our own verifier as the protocol wants it: one line of JSON, and the exit status as it is.
// usage: node conformance/adapters/patch-verify.mjs --trust FILE... PATCH
import { main } from "../../packages/cli/dist/index.js";

const written = [];
const silent = {
  write: () => undefined,
  isTerminal: false,
  columns: undefined,
};
process.exitCode = await main(
  "patch-verify",
  ["--json", "--no-progress", ...process.argv.slice(2)],
  {
    stdout: { ...silent, write: (text) => written.push(text) },
    stderr: { ...silent, write: (text) => process.stderr.write(text) },
    stdin: process.stdin,
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
  },
);
const [report] = JSON.parse(written.join("")).reports;
console.log(
  JSON.stringify({
    verdict: report.verdict,
    codes: [...new Set(report.findings.map(({ code }) => code))],
  }),
);
