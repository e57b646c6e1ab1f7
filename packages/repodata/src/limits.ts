const MIB = 1024 * 1024;

/** Bounds on what is read of a repository. */
export interface RepoLimits {
  /** Bytes of repomd.xml. */
  readonly maxRepomdBytes: number;
  /** Bytes of the list of packages, unpacked. */
  readonly maxPrimaryBytes: number;
  /** Packages. */
  readonly maxPackages: number;
  /** Dependencies and listed files of all packages. */
  readonly maxEntries: number;
}

/** Ten times what the largest distributions have. */
export const DEFAULT_REPO_LIMITS: RepoLimits = Object.freeze({
  maxRepomdBytes: MIB,
  maxPrimaryBytes: 2048 * MIB,
  maxPackages: 500_000,
  maxEntries: 10_000_000,
});
