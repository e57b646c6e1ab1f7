import {
  dependenciesOf,
  dependencySatisfied,
  rpmFileBatches,
  type Dependency,
} from "@stx-patch/rpm-parser";
import type { SbomRpm } from "./contents.js";

/** For each RPM, by its place in the list: the places of those that it requires, in ascending order. */
export type DependencyGraph = readonly (readonly number[])[];

/** Something that a package of the patch has and another asks for. */
interface Provider {
  readonly place: number;
  /** Undefined for a file, which satisfies whoever asks for its path. */
  readonly provide: Dependency | undefined;
}

/** Flag of dependencies on features of rpm itself, which no package has. */
const RPMLIB = 1 << 24;

/**
 * Which RPMs of a patch require which others of it: by what they provide and by the files that they have. What the patch itself cannot
 * satisfy comes from the system it is applied to and is left out.
 *
 * Lists are read RPM by RPM, three times over, so that only what is asked for is kept.
 */
export function dependencyGraph(rpms: readonly SbomRpm[]): DependencyGraph {
  const asked = askedNames(rpms);
  const providers = new Map<string, Provider[]>();
  rpms.forEach(({ headers }, place) => {
    const add = (name: string, provide?: Dependency): void => {
      if (!asked.has(name)) return;
      const known = providers.get(name);
      if (known === undefined) providers.set(name, [{ place, provide }]);
      else known.push({ place, provide });
    };
    for (const provide of dependenciesOf(headers.main).provides)
      add(provide.name, provide);
    for (const files of rpmFileBatches(headers))
      for (const { path } of files) add(path);
  });
  return rpms.map(({ headers }, place) =>
    requiredPlaces(dependenciesOf(headers.main).requires, place, providers),
  );
}

function askedNames(rpms: readonly SbomRpm[]): Set<string> {
  const names = new Set<string>();
  for (const { headers } of rpms)
    for (const { name, flags } of dependenciesOf(headers.main).requires)
      if ((flags & RPMLIB) === 0) names.add(name);
  return names;
}

function requiredPlaces(
  requires: readonly Dependency[],
  own: number,
  providers: ReadonlyMap<string, readonly Provider[]>,
): number[] {
  const places = new Set<number>();
  for (const require of requires) {
    const able = (providers.get(require.name) ?? []).filter(
      ({ provide }) =>
        provide === undefined || dependencySatisfied(provide, require),
    );
    // What a package has itself it needs from nobody.
    if (able.some(({ place }) => place === own)) continue;
    for (const { place } of able) places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}
