import { parseEvr, type Dependency, type RpmInfo } from "@stx-patch/rpm-parser";
import { comparisonOf } from "./dependency-flags.js";
import { isPrimaryFile } from "./repo-package.js";
import { xmlAttributes } from "./xml-text.js";

/** RPMSENSE_PREREQ, SCRIPT_PRE and SCRIPT_POST: wanted before the package's own scripts run. */
const BEFORE_SCRIPTS = (1 << 6) | (1 << 9) | (1 << 10);

/** The lists in the order of primary.xml. */
const LISTS = [
  "provides",
  "requires",
  "conflicts",
  "obsoletes",
  "suggests",
  "enhances",
  "recommends",
  "supplements",
] as const;

/** The lists of dependencies of a package, as primary.xml has them. */
export function dependencyElements(
  info: RpmInfo,
  paths: ReadonlySet<string>,
): string {
  return LISTS.map((kind) => {
    const entries =
      kind === "requires"
        ? requiredElements(info, paths)
        : info[kind].map((one) => entryElement(one));
    return entries.length === 0
      ? ""
      : `    <rpm:${kind}>\n${entries.join("")}    </rpm:${kind}>\n`;
  }).join("");
}

/**
 * What is required of others (createrepo's rule): not what rpm itself has to know, nor what the package brings in the same words. Of the versions of the C
 * library only the highest counts, as it brings the lower ones.
 */
function requiredElements(
  { provides, requires }: RpmInfo,
  paths: ReadonlySet<string>,
): string[] {
  const provided = new Set(provides.map((one) => entryElement(one)));
  const latest = new Map<string, string>();
  const entries: string[] = [];
  let libc: Dependency | undefined;
  for (const one of requires) {
    const { name } = one;
    if (name.startsWith("rpmlib(") || provided.has(entryElement(one))) continue;
    if (isPrimaryFile(name) && paths.has(name)) continue;
    if (name.startsWith("libc.so.6")) {
      if (libc === undefined || isHigherLibc(name, libc.name)) libc = one;
      continue;
    }
    const entry = entryElement(one, isPrerequisite(one));
    if (latest.get(name) === entry) continue;
    latest.set(name, entry);
    entries.push(entry);
  }
  if (libc !== undefined)
    entries.push(entryElement(libc, isPrerequisite(libc)));
  return entries;
}

function isPrerequisite({ flags }: Dependency): boolean {
  return (flags & BEFORE_SCRIPTS) !== 0;
}

/** `libc.so.6(GLIBC_2.17)(64bit)` over `libc.so.6(GLIBC_2.4)(64bit)` over `libc.so.6()(64bit)`. */
function isHigherLibc(name: string, than: string): boolean {
  const [left, right] = [name, than].map((text) =>
    (/\(GLIBC_([0-9.]+)\)/.exec(text)?.[1] ?? "0").split(".").map(Number),
  );
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let i = 0; i < length; i += 1) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function entryElement(one: Dependency, isBefore = false): string {
  const flags = comparisonOf(one.flags);
  const evr =
    flags === undefined || one.version === ""
      ? undefined
      : parseEvr(one.version);
  return `      <rpm:entry${xmlAttributes({
    name: one.name,
    flags,
    epoch: evr && String(evr.epoch ?? 0),
    ver: evr?.version,
    rel: evr?.release,
    pre: isBefore ? 1 : undefined,
  })}/>\n`;
}
