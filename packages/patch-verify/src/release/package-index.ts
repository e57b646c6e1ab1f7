import { packageKey, type RepoPackage } from "@stx-patch/repodata";
import { compareEvr, type Dependency, type Order } from "@stx-patch/rpm-parser";

/** A package and one thing that it provides. */
export interface Provider {
  readonly package: RepoPackage;
  readonly provide: Dependency;
}

/** Packages by name and by what they provide; of a `name.arch` the newest alone, as hosts install no other. */
export class PackageIndex {
  readonly #newest = new Map<string, RepoPackage>();
  readonly #architectures = new Map<string, string[]>();
  readonly #providers = new Map<string, Provider[]>();
  readonly #owners = new Map<string, RepoPackage[]>();

  constructor(packages: readonly RepoPackage[]) {
    for (const found of packages) {
      const key = packageKey(found);
      const known = this.#newest.get(key);
      if (known === undefined || compareVersionsOf(found, known) > 0)
        this.#newest.set(key, found);
    }
    for (const found of this.#newest.values()) {
      append(this.#architectures, found.name, found.arch);
      for (const provide of found.provides)
        append(this.#providers, provide.name, { package: found, provide });
      for (const path of found.files) append(this.#owners, path, found);
    }
  }

  get packages(): Iterable<RepoPackage> {
    return this.#newest.values();
  }

  get size(): number {
    return this.#newest.size;
  }

  /** The newest of this `name.arch`. */
  get(key: string): RepoPackage | undefined {
    return this.#newest.get(key);
  }

  /** Architectures that there are of a package. */
  architecturesOf(name: string): readonly string[] {
    return this.#architectures.get(name) ?? [];
  }

  providersOf(capability: string): readonly Provider[] {
    return this.#providers.get(capability) ?? [];
  }

  ownersOf(path: string): readonly RepoPackage[] {
    return this.#owners.get(path) ?? [];
  }
}

/** Compares epoch, version and release as rpm does. */
export function compareVersionsOf(a: RepoPackage, b: RepoPackage): Order {
  return compareEvr(a, b);
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
