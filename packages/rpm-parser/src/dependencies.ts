import type { RpmHeader } from "./header.js";
import type { Dependency, DependencyLists } from "./rpm-info.js";

/** The three parallel arrays of one dependency kind (spec section 4). */
interface DependencyTags {
  readonly name: number;
  readonly flags: number;
  readonly version: number;
}

const TAGS: Readonly<Record<keyof DependencyLists, DependencyTags>> = {
  provides: { name: 1047, flags: 1112, version: 1113 },
  requires: { name: 1049, flags: 1048, version: 1050 },
  conflicts: { name: 1054, flags: 1053, version: 1055 },
  obsoletes: { name: 1090, flags: 1114, version: 1115 },
  recommends: { name: 5046, flags: 5048, version: 5047 },
  suggests: { name: 5049, flags: 5051, version: 5050 },
  supplements: { name: 5052, flags: 5054, version: 5053 },
  enhances: { name: 5055, flags: 5057, version: 5056 },
};

/**
 * All dependency lists in header order.
 *
 * @throws RpmError RPM_DEPENDENCY_ARRAYS
 */
export function dependenciesOf(main: RpmHeader): DependencyLists {
  const list = (kind: keyof DependencyLists): Dependency[] =>
    listOf(main, kind);
  return {
    provides: list("provides"),
    requires: list("requires"),
    conflicts: list("conflicts"),
    obsoletes: list("obsoletes"),
    recommends: list("recommends"),
    suggests: list("suggests"),
    supplements: list("supplements"),
    enhances: list("enhances"),
  };
}

function listOf(main: RpmHeader, kind: keyof DependencyLists): Dependency[] {
  const tags = TAGS[kind];
  const names = main.strings(tags.name) ?? [];
  const flags = main.numbers(tags.flags);
  const versions = main.strings(tags.version);
  // rpm v3 stores names alone; flags without versions, or the reverse, nobody writes.
  const bare = flags === undefined && versions === undefined;
  const paired =
    flags?.length === names.length && versions?.length === names.length;
  if (!bare && !paired)
    throw main.error(
      "RPM_DEPENDENCY_ARRAYS",
      tags.name,
      `${kind}: ${names.length} names, ${flags?.length ?? 0} flags, ${versions?.length ?? 0} versions`,
    );
  return names.map((name, i) => ({
    name,
    flags: flags?.[i] ?? 0,
    version: versions?.[i] ?? "",
  }));
}
