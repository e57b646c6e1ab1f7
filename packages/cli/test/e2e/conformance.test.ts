import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { CONFORMANCE_HOME, conformanceCases } from "@stx-patch/testkit";
import { runCli } from "../support/cli.js";

/** What the tests look at in the command's JSON. */
interface Result {
  readonly reports: readonly [
    {
      readonly verdict: string;
      readonly findings: readonly { readonly code: string }[];
      readonly target: { readonly outcome: string };
    },
  ];
}

/** Everything in the corpus with size and time of the last change. */
function snapshot(): Map<string, string> {
  const entries = readdirSync(CONFORMANCE_HOME, { recursive: true });
  return new Map(
    entries.map((entry) => {
      const path = join(CONFORMANCE_HOME, entry.toString());
      const { size, mtimeMs, ino } = statSync(path);
      return [path, [size, mtimeMs, ino].join()];
    }),
  );
}

describe("patch-verify on the conformance corpus", () => {
  const before = snapshot();

  it.each(conformanceCases().map((given) => [given.name, given] as const))(
    "%s: exit status, verdict, codes and the target's answer",
    async (_, given) => {
      const { status, stdout } = await runCli(
        "patch-verify",
        [
          "--json",
          ...given.trust.flatMap((file) => ["--trust", file]),
          ...given.args,
          ...["--target", given.target.release],
          ...(given.target.acceptsDev ? ["--target-dev"] : []),
          given.patchFile,
        ],
        { cwd: CONFORMANCE_HOME },
      );
      const [report] = (JSON.parse(stdout) as Result).reports;
      expect({
        status,
        verdict: report.verdict,
        target: report.target.outcome,
      }).toEqual({
        status: given.exitStatus,
        verdict: given.verdict,
        target: given.target.outcome,
      });
      const codes = report.findings.map(({ code }) => code);
      expect(codes).toEqual(expect.arrayContaining([...given.codes]));
    },
  );

  it("writes nothing", () => {
    expect(snapshot()).toEqual(before);
  });
});
