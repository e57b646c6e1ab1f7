import type {
  VerifyOutcome,
  VerifyRun,
} from "../../commands/verify-outcome.js";
import { counted } from "../text.js";
import type { SidecarReport } from "../../sidecars/sidecar.js";
import { artifact, artifactLocation, sidecarArtifact } from "./artifact.js";
import { createFingerprints, sarifResult } from "./result.js";
import { notificationRules, RuleTable } from "./rules.js";
import { sarifText } from "./text.js";

const SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** A run as SARIF 2.1.0 log: one artifact a patch or file beside it, one result a finding. */
export function sarifLog({
  outcomes,
  exitCode,
  at,
  version,
}: VerifyRun): string {
  const rules = new RuleTable();
  const sidecars = outcomes.flatMap((outcome) =>
    "error" in outcome ? [] : (outcome.sidecars ?? []),
  );
  const artifacts = [...outcomes, ...sidecars];
  const results = [
    ...outcomes.flatMap((outcome, i) => resultsOf(outcome, i, rules)),
    ...sidecars.flatMap((report) =>
      sidecarResults(report, artifacts.indexOf(report), rules),
    ),
  ];
  const notifications = outcomes.flatMap((outcome, i) =>
    notificationsOf(outcome, i),
  );
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "patch-verify",
            version,
            semanticVersion: version,
            rules: rules.rules,
            notifications: notificationRules(),
          },
        },
        invocations: [
          {
            executionSuccessful: !outcomes.some(
              (outcome) => "error" in outcome,
            ),
            exitCode,
            endTimeUtc: at.toISOString(),
            toolExecutionNotifications: notifications,
          },
        ],
        artifacts: [
          ...outcomes.map(artifact),
          ...sidecars.map((report) =>
            sidecarArtifact(report, artifacts.indexOf(report)),
          ),
        ],
        results,
        columnKind: "utf16CodeUnits",
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultsOf(
  outcome: VerifyOutcome,
  index: number,
  rules: RuleTable,
): object[] {
  if ("error" in outcome) return [];
  const fingerprint = createFingerprints(outcome.file);
  const location = artifactLocation(outcome.file, index);
  return outcome.report.findings.map((found) =>
    sarifResult(found, { rules, location, fingerprint: fingerprint(found) }),
  );
}

function sidecarResults(
  { kind, file, findings }: SidecarReport,
  index: number,
  rules: RuleTable,
): object[] {
  const fingerprintOf = createFingerprints(file);
  const location = artifactLocation(file, index);
  return findings.map((finding) => {
    const found = { ...finding, check: kind };
    return sarifResult(found, {
      rules,
      location,
      fingerprint: fingerprintOf(found),
    });
  });
}

/** What is not about a patch's content: a file that cannot be read, findings beyond the limit. */
function notificationsOf(outcome: VerifyOutcome, index: number): object[] {
  const locations = [
    {
      physicalLocation: {
        artifactLocation: artifactLocation(outcome.file, index),
      },
    },
  ];
  if ("error" in outcome) {
    const { code, message, remedy } = outcome.error;
    return [
      {
        level: "error",
        message: { text: sarifText(`${message}. ${remedy}`) },
        descriptor: { id: code },
        locations,
      },
    ];
  }
  const { findingsOmitted } = outcome.report;
  if (findingsOmitted === 0) return [];
  const text = `${counted(findingsOmitted, "finding")} more of this patch left out`;
  return [{ level: "warning", message: { text }, locations }];
}
