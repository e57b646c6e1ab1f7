import { dependencyText } from "@stx-patch/rpm-parser";
import type { PackageIndex } from "./package-index.js";
import { System } from "./system.js";

/** What the packages of a base require in vain: then it is not all that hosts have. */
export interface BaseGaps {
  /** Names that are required. */
  readonly names: ReadonlySet<string>;
  /** The first of them with its version; undefined when there are none. */
  readonly example: string | undefined;
}

const KNOWN = new WeakMap<PackageIndex, BaseGaps>();

/** Looks once at every requirement of a base, however many patches ask. */
export function gapsOf(base: PackageIndex): BaseGaps {
  const known = KNOWN.get(base);
  if (known !== undefined) return known;
  const gaps = findGaps(base);
  KNOWN.set(base, gaps);
  return gaps;
}

function findGaps(base: PackageIndex): BaseGaps {
  const system = new System(base, []);
  const names = new Set<string>();
  let example: string | undefined;
  for (const { requires } of base.packages) {
    for (const require of requires) {
      if (names.has(require.name) || system.satisfies(require) !== "no")
        continue;
      names.add(require.name);
      example ??= dependencyText(require);
    }
  }
  return { names, example };
}
