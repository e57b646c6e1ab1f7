import { compareText } from "@stx-patch/core";
import { compareEvr, type Evr, type RpmInfo } from "@stx-patch/rpm-parser";

/** What tells packages apart. */
export type Identity = Pick<
  RpmInfo,
  "name" | "arch" | "epoch" | "version" | "release" | "nevra"
>;

/** A package of both patches, or of one of them. */
export type Pair<T> =
  | { readonly before: T; readonly after: T }
  | { readonly before: T; readonly after?: undefined }
  | { readonly before?: undefined; readonly after: T };

/**
 * Finds out which package of one patch stands for which of the other: by name and architecture, and where there are several of
 * one name first those of the same version, then the oldest with the oldest. Sorted by name.
 */
export function matchRpms<T>(
  before: readonly T[],
  after: readonly T[],
  identityOf: (rpm: T) => Identity,
): Pair<T>[] {
  const old = grouped(before, identityOf);
  const now = grouped(after, identityOf);
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys
    .toSorted(compareText)
    .flatMap((key) =>
      matchOfOneName(old.get(key) ?? [], now.get(key) ?? [], identityOf),
    );
}

/** -1, 0 or 1 as rpm orders versions. */
export function compareIdentities(a: Identity, b: Identity): number {
  return compareEvr(evrOf(a), evrOf(b));
}

function matchOfOneName<T>(
  before: readonly T[],
  after: readonly T[],
  identityOf: (rpm: T) => Identity,
): Pair<T>[] {
  const byVersion = (a: T, b: T): number =>
    compareIdentities(identityOf(a), identityOf(b));
  const old = before.toSorted(byVersion);
  const now = after.toSorted(byVersion);
  const pairs: Pair<T>[] = [];
  for (const rpm of [...old]) {
    const { nevra } = identityOf(rpm);
    const same = now.findIndex((other) => identityOf(other).nevra === nevra);
    const [partner] = same < 0 ? [] : now.splice(same, 1);
    if (partner === undefined) continue;
    old.splice(old.indexOf(rpm), 1);
    pairs.push({ before: rpm, after: partner });
  }
  for (let i = 0; i < Math.max(old.length, now.length); i += 1) {
    const was = old[i];
    const is = now[i];
    if (was !== undefined && is !== undefined)
      pairs.push({ before: was, after: is });
    else if (was !== undefined) pairs.push({ before: was });
    else if (is !== undefined) pairs.push({ after: is });
  }
  return pairs;
}

function grouped<T>(
  rpms: readonly T[],
  identityOf: (rpm: T) => Identity,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const rpm of rpms) {
    const { name, arch } = identityOf(rpm);
    const key = `${name}.${arch}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rpm]);
    else group.push(rpm);
  }
  return groups;
}

function evrOf({ epoch, version, release }: Identity): Evr {
  return {
    epoch: epoch === undefined ? undefined : String(epoch),
    version,
    release,
  };
}
