import { EXIT } from "../exit-codes.js";
import { exitCodeOfOutcomes, type VerifyOutcome } from "./verify-outcome.js";

/** All reports as one JSON object: `docs/schema/verify-result.schema.json`. */
export function outcomesJson(outcomes: readonly VerifyOutcome[]): string {
  const object = {
    schemaVersion: 1,
    ok: exitCodeOfOutcomes(outcomes) === EXIT.done,
    reports: outcomes.map((outcome) =>
      "error" in outcome
        ? {
            file: outcome.file,
            error: {
              code: outcome.error.code,
              message: outcome.error.message,
              remedy: outcome.error.remedy,
            },
          }
        : {
            ...outcome.report,
            file: outcome.file,
            sidecars: outcome.sidecars ?? [],
          },
    ),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}
