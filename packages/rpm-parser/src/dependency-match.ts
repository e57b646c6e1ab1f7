import { parseEvr } from "./evr.js";
import type { Dependency } from "./rpm-info.js";
import {
  compareVersions,
  type Order,
  type VersionRules,
} from "./version-compare.js";

/** Comparison bits of dependency flags. */
const LESS = 2;
const GREATER = 4;
const EQUAL = 8;
const COMPARISON = LESS | GREATER | EQUAL;

/** The versions a dependency talks about. */
export type DependencyRange = Pick<Dependency, "flags" | "version">;

/**
 * Does a provide satisfy a require? Names are the caller's business: only the version ranges are
 * compared (spec section 6). Entries for `rpmlib(...)` name features of rpm, not packages.
 */
export function dependencySatisfied(
  provide: DependencyRange,
  require: DependencyRange,
  rules: VersionRules = "current",
): boolean {
  if (matchesAny(provide) || matchesAny(require)) return true;
  const order = compareBounds(provide, require, rules);
  if (order === "equal-without-release") return true;
  if (order < 0) return hasFlag(provide, GREATER) || hasFlag(require, LESS);
  if (order > 0) return hasFlag(provide, LESS) || hasFlag(require, GREATER);
  return (provide.flags & require.flags & COMPARISON) !== 0;
}

function matchesAny({ flags, version }: DependencyRange): boolean {
  return (flags & COMPARISON) === 0 || version === "";
}

function hasFlag({ flags }: DependencyRange, flag: number): boolean {
  return (flags & flag) !== 0;
}

function compareBounds(
  provide: DependencyRange,
  require: DependencyRange,
  rules: VersionRules,
): Order | "equal-without-release" {
  const a = parseEvr(provide.version);
  const b = parseEvr(require.version);
  const order =
    compareVersions(a.epoch ?? "0", b.epoch ?? "0", rules) ||
    compareVersions(a.version, b.version, rules);
  if (order !== 0) return order;
  // rpm takes an empty release for none here.
  const releaseA = a.release ?? "";
  const releaseB = b.release ?? "";
  if (releaseA !== "" && releaseB !== "")
    return compareVersions(releaseA, releaseB, rules);
  if (releaseA === releaseB) return 0;
  const shorter = releaseA === "" ? provide : require;
  return hasFlag(shorter, EQUAL) ? "equal-without-release" : 0;
}
