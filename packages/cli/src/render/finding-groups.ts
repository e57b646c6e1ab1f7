import type { Finding } from "@stx-patch/core";

/** Findings of one kind, which mean the same and ask for the same. */
export interface FindingGroup<F extends Finding = Finding> {
  readonly code: string;
  readonly severity: F["severity"];
  /** At least one, in the order of the report. */
  readonly findings: readonly [F, ...F[]];
}

const SEVERITIES = ["error", "warning", "info"] as const;

/** Puts what is the same together, the worst first: a hundred RPMs may all have one little thing. */
export function groupFindings<F extends Finding>(
  findings: readonly F[],
): FindingGroup<F>[] {
  const groups = new Map<string, [F, ...F[]]>();
  for (const found of findings) {
    // The same code may ask for different things, depending on what was found.
    const key = `${found.severity} ${found.code} ${found.remedy}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [found]);
    else group.push(found);
  }
  const all = [...groups.values()].map((members) => ({
    code: members[0].code,
    severity: members[0].severity,
    findings: members,
  }));
  return SEVERITIES.flatMap((severity) =>
    all.filter((group) => group.severity === severity),
  );
}

/** `1 error, 2 warnings`; `no findings`. */
export function findingCountText(
  findings: readonly Pick<Finding, "severity">[],
): string {
  const parts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter(
      (found) => found.severity === severity,
    ).length;
    if (count === 0) return [];
    const noun = severity === "info" ? "note" : severity;
    return [`${count} ${noun}${count === 1 ? "" : "s"}`];
  });
  return parts.length === 0 ? "no findings" : parts.join(", ");
}
