import { compareEvr, type Evr } from "@stx-patch/rpm-parser";
import { RecipeError } from "./error.js";

/** A package in a patch. */
export interface PatchedPackage {
  readonly name: string;
  readonly arch: string;
  readonly evr: Evr;
}

/** A patch and the packages in it. */
export interface PatchPackages {
  readonly id: string;
  readonly packages: readonly PatchedPackage[];
}

/**
 * Says which packages are not newer than in the last patch before that has them: a system with that patch would not take them.
 *
 * @param before - earlier patches, first built first
 */
export function releaseProblems(
  patch: PatchPackages,
  before: readonly PatchPackages[],
): RecipeError[] {
  return patch.packages.flatMap((each) => {
    const previous = lastWith(each, before);
    if (previous === undefined || compareEvr(each.evr, previous.evr) > 0)
      return [];
    return [
      new RecipeError(
        "RECIPE_RPM_NOT_HIGHER",
        `${patch.id}: ${each.name}.${each.arch} is ${evrText(each.evr)}, and ${previous.id} has ${evrText(previous.evr)} already`,
      ),
    ];
  });
}

function lastWith(
  { name, arch }: PatchedPackage,
  before: readonly PatchPackages[],
): { readonly id: string; readonly evr: Evr } | undefined {
  for (const { id, packages } of before.toReversed()) {
    const found = packages.find(
      (each) => each.name === name && each.arch === arch,
    );
    if (found !== undefined) return { id, evr: found.evr };
  }
  return undefined;
}

function evrText({ epoch, version, release }: Evr): string {
  const label = release === undefined ? version : `${version}-${release}`;
  return epoch === undefined || epoch === "0" ? label : `${epoch}:${label}`;
}
