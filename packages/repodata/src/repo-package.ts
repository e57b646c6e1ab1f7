import {
  rpmFileBatches,
  type Dependency,
  type RpmHeaders,
  type RpmInfo,
} from "@stx-patch/rpm-parser";

/** What a repository says about one package: enough to tell what it provides and what it needs. */
export interface RepoPackage {
  readonly name: string;
  /** As text, "0" without one. */
  readonly epoch: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
  readonly provides: readonly Dependency[];
  readonly requires: readonly Dependency[];
  /** Its files that {@link isPrimaryFile} lists, never all of them. */
  readonly files: readonly string[];
  /** Path of the RPM below the repository; undefined when it is not known or leads elsewhere. */
  readonly location?: string | undefined;
}

/**
 * True for the files that repositories list beside the packages (createrepo's rule, which yum, dnf and libsolv share): programs,
 * configuration and one historic path. Of all others a repository does not know who has them unless its file lists are read.
 */
export function isPrimaryFile(path: string): boolean {
  return (
    path.startsWith("/etc/") ||
    path.includes("bin/") ||
    path === "/usr/lib/sendmail"
  );
}

/** `name.arch`: of these a host has one version. */
export function packageKey({
  name,
  arch,
}: Pick<RepoPackage, "name" | "arch">): string {
  return `${name}.${arch}`;
}

/** `[epoch:]version-release`, without an epoch of 0. */
export function evrText({
  epoch,
  version,
  release,
}: Pick<RepoPackage, "epoch" | "version" | "release">): string {
  return `${epoch === "0" ? "" : `${epoch}:`}${version}-${release}`;
}

/** `name-[epoch:]version-release.arch`. */
export function nevraText(
  found: Pick<RepoPackage, "name" | "epoch" | "version" | "release" | "arch">,
): string {
  return `${found.name}-${evrText(found)}.${found.arch}`;
}

/** What a repository would say of an RPM. */
export function repoPackageOf(
  headers: RpmHeaders,
  info: Pick<
    RpmInfo,
    "name" | "epoch" | "version" | "release" | "arch" | "provides" | "requires"
  >,
  location?: string,
): RepoPackage {
  const { name, epoch, version, release, arch, provides, requires } = info;
  const found: RepoPackage = {
    name,
    epoch: String(epoch ?? 0),
    version,
    release,
    arch,
    provides,
    requires,
    files: primaryFilesOf(headers),
    location,
  };
  // A copy through text: a short string that was cut out of a header would keep all of it in memory.
  return JSON.parse(JSON.stringify(found)) as RepoPackage;
}

/** Some files at a time, as a package can have a hundred thousand. */
function primaryFilesOf(headers: RpmHeaders): string[] {
  const paths: string[] = [];
  for (const files of rpmFileBatches(headers))
    for (const { path } of files) if (isPrimaryFile(path)) paths.push(path);
  return paths;
}
