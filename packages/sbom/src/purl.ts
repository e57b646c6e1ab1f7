import { PackageURL } from "packageurl-js";
import type { RpmInfo } from "@stx-patch/rpm-parser";

/** What a package URL is made from. */
export type PurlFacts = Pick<
  RpmInfo,
  "name" | "epoch" | "version" | "release" | "arch" | "isSource" | "vendor"
>;

/** Vendors as they write themselves into RPMs, and their namespaces in package URLs (purl-spec, type `rpm`). */
const NAMESPACES: readonly (readonly [vendor: RegExp, namespace: string])[] = [
  [/^centos\b/i, "centos"],
  [/^red hat\b/i, "redhat"],
  [/^fedora\b/i, "fedora"],
  [/^opensuse\b/i, "opensuse"],
  [/^suse\b/i, "suse"],
  [/^rocky\b/i, "rocky-linux"],
  [/^almalinux\b/i, "almalinux"],
  [/^oracle\b/i, "oracle"],
];

/** What StarlingX builds itself, also from others' sources, has this in its release. */
const STARLINGX_RELEASE = /\.tis(\.|$)/;

/**
 * Who answers for the package: the distribution that its vendor tag names, StarlingX for all else. A package that StarlingX built anew is
 * StarlingX's whatever its vendor tag says: the fixes of a distribution are not those of its changed copy.
 */
export function namespaceOf({ vendor, release }: PurlFacts): string {
  if (STARLINGX_RELEASE.test(release)) return "starlingx";
  const known = NAMESPACES.find(([pattern]) => pattern.test(vendor ?? ""));
  return known?.[1] ?? "starlingx";
}

/**
 * Package URL of an RPM.
 *
 * @param swVersion - the platform release that it is for
 */
export function purlOf(rpm: PurlFacts, swVersion: string): string {
  const { name, version, release, epoch, arch, isSource } = rpm;
  return new PackageURL(
    "rpm",
    namespaceOf(rpm),
    name,
    `${version}-${release}`,
    {
      arch: isSource ? "src" : arch,
      distro: `starlingx-${swVersion}`,
      ...(epoch === undefined ? {} : { epoch: String(epoch) }),
    },
    undefined,
  ).toString();
}
