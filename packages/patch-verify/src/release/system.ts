import {
  isPrimaryFile,
  packageKey,
  type RepoPackage,
} from "@stx-patch/repodata";
import { dependencySatisfied, type Dependency } from "@stx-patch/rpm-parser";
import {
  compareVersionsOf,
  PackageIndex,
  type Provider,
} from "./package-index.js";

/** Whether something is provided; `unknown` when what is at hand does not tell. */
export type Satisfaction = "yes" | "no" | "unknown";

/**
 * The packages that hosts can have once patches are applied: those of the base, except where a patch brings a higher version of the same
 * name and architecture.
 */
export class System {
  readonly #base: PackageIndex;
  readonly #patched: PackageIndex;

  /** @param patched - packages of the patches that are applied */
  constructor(base: PackageIndex, patched: readonly RepoPackage[]) {
    this.#base = base;
    this.#patched = new PackageIndex(patched);
  }

  /** The package of the base that is not there any more, because a patch brings a higher version. */
  replacementOf(found: RepoPackage): RepoPackage | undefined {
    const patched = this.#patched.get(packageKey(found));
    return patched !== undefined && compareVersionsOf(patched, found) > 0
      ? patched
      : undefined;
  }

  /** Does some package provide it? File names that repositories do not list, and boolean requirements, are `unknown`. */
  satisfies(require: Dependency): Satisfaction {
    const { name } = require;
    // Features of rpm itself, not of packages.
    if (name.startsWith("rpmlib(")) return "yes";
    if (name.startsWith("(")) return "unknown";
    const isProvided = this.#providersOf(name).some(({ provide }) =>
      dependencySatisfied(provide, require),
    );
    if (isProvided) return "yes";
    if (!name.startsWith("/")) return "no";
    if (this.#hasFile(name)) return "yes";
    return isPrimaryFile(name) ? "no" : "unknown";
  }

  #providersOf(name: string): Provider[] {
    const left = this.#base
      .providersOf(name)
      .filter((provider) => this.replacementOf(provider.package) === undefined);
    return [...left, ...this.#patched.providersOf(name)];
  }

  #hasFile(path: string): boolean {
    return (
      this.#patched.ownersOf(path).length > 0 ||
      this.#base
        .ownersOf(path)
        .some((owner) => this.replacementOf(owner) === undefined)
    );
  }
}
