import {
  compareVersions,
  type Order,
  type VersionRules,
} from "./version-compare.js";

/** Epoch, version and release as text. */
export interface Evr {
  /** undefined counts as "0"; the empty string does not. */
  readonly epoch: string | undefined;
  readonly version: string;
  /** undefined is older than any release. */
  readonly release: string | undefined;
}

/** Splits `[epoch:]version[-release]` (spec section 6, "Labels"). Never fails. */
export function parseEvr(text: string): Evr {
  const colon = text.indexOf(":");
  const hasEpoch = colon >= 0 && /^[0-9]*$/.test(text.slice(0, colon));
  const epoch = hasEpoch ? text.slice(0, colon) || "0" : undefined;
  const rest = hasEpoch ? text.slice(colon + 1) : text;
  const dash = rest.lastIndexOf("-");
  return dash < 0
    ? { epoch, version: rest, release: undefined }
    : { epoch, version: rest.slice(0, dash), release: rest.slice(dash + 1) };
}

/** Compares like rpm's labelCompare: epoch, version, release, first difference decides. */
export function compareEvr(
  a: Evr,
  b: Evr,
  rules: VersionRules = "current",
): Order {
  return (
    compareVersions(a.epoch ?? "0", b.epoch ?? "0", rules) ||
    compareVersions(a.version, b.version, rules) ||
    compareReleases(a.release, b.release, rules)
  );
}

function compareReleases(
  a: string | undefined,
  b: string | undefined,
  rules: VersionRules,
): Order {
  if (a === undefined) return b === undefined ? 0 : -1;
  return b === undefined ? 1 : compareVersions(a, b, rules);
}
