/** What a verification consists of, in the order of the report. */
export const CHECKS = [
  { id: "container", title: "gzip and tar structure" },
  { id: "members", title: "members: names, order, number" },
  { id: "checksum", title: "checksum of the signed members" },
  { id: "signature", title: "signature of the signed members" },
  { id: "metadata", title: "metadata.xml" },
  { id: "contents", title: "list of contents against software.tar" },
  { id: "rpm-headers", title: "RPM structure and file names" },
  { id: "rpm-digests", title: "RPM digests" },
  { id: "personalities", title: "node types against RPMs" },
  { id: "semantics", title: "semantic scripts" },
  { id: "ima", title: "IMA file signatures" },
] as const;

/** Identifies a check in reports; stable. `release` is there only when it was asked for. */
export type CheckId = (typeof CHECKS)[number]["id"] | "release";

/** A check that did not run never counts as passed. */
export type CheckState = "passed" | "failed" | "not-run";

/** Outcome of one check. */
export interface CheckResult {
  readonly id: CheckId;
  readonly title: string;
  readonly state: CheckState;
  /** Why it did not run. */
  readonly reason?: string;
}
