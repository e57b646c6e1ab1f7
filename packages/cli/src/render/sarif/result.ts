import { createHash } from "node:crypto";
import { basename } from "node:path";
import { explain } from "../explain.js";
import type { ShownFinding } from "../findings-text.js";
import { safeText } from "../text.js";
import type { ArtifactLocation } from "./artifact.js";
import type { RuleTable } from "./rules.js";
import { sarifText } from "./text.js";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

/** A finding, and by which check or in which kind of file it was found. */
export type ResultFinding = ShownFinding & { readonly check: string };

/** A finding as SARIF `result` (section 3.27). */
export function sarifResult(
  found: ResultFinding,
  context: {
    readonly rules: RuleTable;
    readonly location: ArtifactLocation;
    readonly fingerprint: string;
  },
): object {
  const { what, remedy } = explain(found);
  return {
    ruleId: found.code,
    ruleIndex: context.rules.indexOf(found),
    level: LEVELS[found.severity],
    message: { text: sarifText(`${what} ${remedy}`) },
    locations: [
      {
        physicalLocation: { artifactLocation: context.location },
        ...logicalLocations(found),
      },
    ],
    partialFingerprints: { "patchVerifyFinding/v1": context.fingerprint },
    properties: {
      check: found.check,
      ...offsetOf(found),
      ...(found.targetAnswer === undefined
        ? {}
        : { targetAnswer: found.targetAnswer }),
    },
  };
}

/**
 * The member stands as logical location: bytes of a member are no bytes of the compressed file, so that
 * a region of the file would point to the wrong place.
 */
function logicalLocations(found: ResultFinding): object {
  if (found.member === undefined) return {};
  const path = safeText(found.member);
  return {
    logicalLocations: [
      {
        name: path.slice(path.lastIndexOf("/") + 1),
        fullyQualifiedName: path,
        kind: "resource",
        ...(found.offset === undefined ? {} : { properties: offsetOf(found) }),
      },
    ],
  };
}

function offsetOf({ offset }: ResultFinding): { byteOffset?: number } {
  return offset === undefined ? {} : { byteOffset: offset };
}

/**
 * Makes fingerprints that stay the same while numbers and offsets in messages change: they come from
 * patch, check, code and member, and from which one of its kind a finding is.
 */
export function createFingerprints(
  file: string,
): (found: ResultFinding) => string {
  const seen = new Map<string, number>();
  return ({ check, code, member }) => {
    const identity = JSON.stringify([
      basename(file),
      check,
      code,
      member ?? null,
    ]);
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return createHash("sha256").update(`${identity}${ordinal}`).digest("hex");
  };
}
