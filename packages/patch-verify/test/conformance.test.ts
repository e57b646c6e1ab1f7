import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { blockwiseInflater } from "@stx-patch/archive";
import { nativeHash, nativeInflater } from "@stx-patch/node-io";
import {
  CONFORMANCE_HOME,
  conformanceCases,
  describeWithTool,
  processorMs,
  recycled,
  spoiling,
  uploadAllToTarget,
  type ConformanceCase,
  type TargetReport as OracleReport,
} from "@stx-patch/testkit";
import {
  anchorsFrom,
  roleOfFileName,
  UNSPECIFIED_ROLE,
} from "@stx-patch/trust";
import {
  targetRelease,
  verifyPatch,
  type VerificationReport,
} from "../src/index.js";

/** What a policy decides is tested with the command, which has the options. */
const CASES = conformanceCases().filter(({ args }) => args.length === 0);

/** Far below what any case takes on the slowest machine, far above what the largest takes. */
const MAX_MS = 10_000;

const roleOf = (file: string): string =>
  roleOfFileName(basename(file)) ?? UNSPECIFIED_ROLE;

async function verify(given: ConformanceCase): Promise<VerificationReport> {
  const { patchFile, trust, target } = given;
  // Memory that is used again must never be what a report is made from.
  return verifyPatch(recycled(readFileSync(patchFile), 65_536), {
    anchors: trust.flatMap((file) =>
      anchorsFrom(readFileSync(join(CONFORMANCE_HOME, file)), {
        role: roleOf(file),
        source: file,
      }),
    ),
    policy: {
      checkDates: false,
      now: new Date("2027-01-01"),
      minRsaBits: 2048,
    },
    fileName: basename(patchFile),
    hash: nativeHash,
    inflater: spoiling(blockwiseInflater(nativeInflater)),
    target: { ...target, release: targetRelease(target.release)! },
  });
}

/** It depends on the clock. */
const NOT_IN_A_FILE = ["VERIFY_TIME_EXCEEDED"];

describe("the conformance corpus", () => {
  it("has good and bad cases of every class", () => {
    const good = CASES.filter(({ verdict }) => verdict === "trusted");
    expect(good.length).toBeGreaterThanOrEqual(25);
    expect(CASES.length - good.length).toBeGreaterThanOrEqual(120);
  });

  it("has every code that the page about hazards names", () => {
    const page = readFileSync(
      join(CONFORMANCE_HOME, "../docs/hazards.md"),
      "utf8",
    );
    const named = [...page.matchAll(/`([A-Z]+_[A-Z0-9_]+)`/g)].map(
      ([, code = ""]) => code,
    );
    const covered = new Set(conformanceCases().flatMap(({ codes }) => codes));
    expect(named.filter((code) => !covered.has(code))).toEqual(NOT_IN_A_FILE);
  });
});

describe("each case", () => {
  it.each(CASES.map((given) => [given.name, given] as const))(
    "%s gets its verdict, its codes and the target's answer",
    async (_, given) => {
      let report: VerificationReport | undefined;
      const spentMs = await processorMs(async () => {
        report = await verify(given);
      });
      expect(spentMs).toBeLessThan(MAX_MS);
      const { verdict, findings, target } = report!;
      expect({ verdict, target: target?.outcome }).toEqual({
        verdict: given.verdict,
        target: given.target.outcome,
      });
      const codes = findings.map(({ code }) => code);
      expect(codes).toEqual(expect.arrayContaining([...given.codes]));
    },
  );
});

describeWithTool(["python3", "openssl"], "the target's restatement", () => {
  const answers = new Map<string, OracleReport>();

  beforeAll(async () => {
    const keyOf = ({ trust, target }: ConformanceCase): string =>
      JSON.stringify([trust, target.release]);
    for (const key of new Set(CASES.map(keyOf))) {
      const run = CASES.filter((given) => keyOf(given) === key);
      const release = targetRelease(run[0]!.target.release)!;
      const reports = await uploadAllToTarget(
        run.map(({ patchFile }) => patchFile),
        Object.fromEntries(
          run[0]!.trust.map((file) => [
            roleOf(file),
            join(CONFORMANCE_HOME, file),
          ]),
        ),
        { release: release.swVersion, readsSemantics: release.readsSemantics },
      );
      run.forEach(({ name }, i) => answers.set(name, reports[i]!));
    }
  }, 120_000);

  const decided = CASES.filter(
    ({ target }) => target.outcome !== "undetermined",
  );
  it.each(decided.map((given) => [given.name, given] as const))(
    "does with %s what is expected",
    (name, { target }) => {
      expect(answers.get(name)).toMatchObject({
        accepted: target.outcome === "accepted",
      });
    },
  );
});
