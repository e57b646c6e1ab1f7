import type { NamePattern } from "./file-patterns.js";
import type { RecipePackage } from "./recipe.js";

/** What keeps files out that match a package's name. */
export interface UnbuiltRules {
  /** Files that are built and not delivered. */
  readonly patterns: readonly NamePattern[];
  /** Packages that are delivered all the same. */
  readonly image: ReadonlySet<string>;
}

/** True for the file names that may hold a package: `<name>*<arch>.rpm`. */
export function mayHold(
  { name, architectures }: RecipePackage,
  fileName: string,
): boolean {
  return (
    fileName.startsWith(name) &&
    !fileName.endsWith(".src.rpm") &&
    architectures.some(
      (arch) =>
        fileName.endsWith(`${arch}.rpm`) &&
        fileName.length >= name.length + arch.length + ".rpm".length,
    )
  );
}

/** True when a package's file is left out although it matches. */
export function isUnbuilt(
  name: string,
  fileName: string,
  { patterns, image }: UnbuiltRules,
): boolean {
  return !image.has(name) && patterns.some((matches) => matches(fileName));
}
