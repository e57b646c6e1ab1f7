import { tmpdir } from "node:os";
import type { CommandSpec } from "../../command-line/option.js";
import type { ParsedLine } from "../../command-line/parse.js";
import { configuredLine } from "../../config/configured-line.js";
import { CliError } from "../../error.js";
import { EXIT, exitCodeOfAll } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import { createProgress } from "../../render/progress.js";
import { doctorJson, doctorText } from "../../render/doctor.js";
import { lookFor } from "../../render/report-look.js";
import type { Io } from "../../world/io.js";
import { PATCH_BUILD } from "../patch-build.spec.js";
import { PATCH_VERIFY } from "../patch-verify.spec.js";
import { checked, type Check } from "./check.js";
import { checkConfiguration } from "./check-configuration.js";
import { checkFolder } from "./check-disk.js";
import { checkImaKey, checkPatchKey } from "./check-keys.js";
import { checkNode } from "./check-node.js";
import { checkRelease } from "./check-release.js";
import { checkTrust } from "./check-trust.js";

/** `stx-patch doctor`. */
export async function runDoctor(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const [surplus] = line.positionals;
  if (surplus !== undefined)
    problems.add(
      new CliError("CLI_ARGUMENT_UNEXPECTED", `unexpected ${surplus}`),
    );
  problems.throwIfAny();
  const checks = await allChecks(line, io);
  const bad = checks.flatMap((each) =>
    each.state === "bad" ? [each.problem] : [],
  );
  io.stdout.write(
    line.flag("json")
      ? doctorJson(checks)
      : doctorText(checks, lookFor(io.stdout, io.env, "short")),
  );
  return bad.length === 0 ? EXIT.done : exitCodeOfAll(bad);
}

/** A subject and how it is looked at. */
type Examination = readonly [subject: string, check: () => Promise<Check[]>];

async function allChecks(line: ParsedLine, io: Io): Promise<Check[]> {
  const { values: building, checks: notBuilding } = await lineFor(PATCH_BUILD);
  const { values: verifying, checks: notVerifying } =
    await lineFor(PATCH_VERIFY);
  const strict = verifying?.flag("check-dates") ?? false;
  const first = await checked("Node.js", () =>
    checkNode(process.versions.node),
  );
  const configuration = await checked("configuration", () =>
    checkConfiguration(line, io),
  );
  const rest = await examined(line, io, [
    ifUsable(building, "patch key", (values) =>
      checkPatchKey(values, { strict }, io),
    ),
    ifUsable(building, "IMA key", (values) =>
      checkImaKey(values, { strict }, io),
    ),
    ifUsable(verifying, "trust anchors", (values) => checkTrust(values, io)),
    ifUsable(building, "release", (values) => checkRelease(values, io)),
    ifUsable(building, "output", (values) =>
      checkFolder("output", values.text("output") ?? ".", io),
    ),
    ["temporary", () => checkFolder("temporary", tmpdir(), io)],
  ]);
  return once([
    ...first,
    ...configuration,
    ...notBuilding,
    ...notVerifying,
    ...rest,
  ]);

  /** What a command would be told here without any option; or why it would be told nothing. */
  async function lineFor(
    spec: CommandSpec,
  ): Promise<{ values?: ParsedLine; checks: Check[] }> {
    const found: { values?: ParsedLine } = {};
    const checks = await checked("configuration", async () => {
      found.values = await configuredLine(line, spec, io);
      return [];
    });
    return { ...found, checks };
  }
}

/** One after the other, and says which: a signer may take its time to answer, or wait for somebody to touch it. */
async function examined(
  line: ParsedLine,
  io: Io,
  examinations: readonly Examination[],
): Promise<Check[]> {
  const progress = createProgress(io, {
    label: "checking",
    totalBytes: undefined,
    items: examinations.length,
    enabled: !line.flag("no-progress"),
  });
  const checks: Check[] = [];
  try {
    for (const [subject, check] of examinations) {
      progress.name(`checking ${subject}`);
      checks.push(...(await checked(subject, check)));
      progress.finishItem();
    }
  } finally {
    progress.end();
  }
  return checks;
}

/** Without its settings nobody knows what a command would do, and why is told already. */
function ifUsable(
  values: ParsedLine | undefined,
  subject: string,
  check: (values: ParsedLine) => Promise<Check[]>,
): Examination {
  return [
    subject,
    () => (values === undefined ? Promise.resolve([]) : check(values)),
  ];
}

/** What several checks come upon is told once. */
function once(checks: readonly Check[]): Check[] {
  const told = new Set<string>();
  return checks.filter((check) => {
    if (check.state !== "bad") return true;
    const { code, message } = check.problem;
    const isNew = !told.has(`${code} ${message}`);
    told.add(`${code} ${message}`);
    return isNew;
  });
}
