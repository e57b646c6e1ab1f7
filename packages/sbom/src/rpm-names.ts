import { PackageURL } from "packageurl-js";
import { describeRpm } from "@stx-patch/rpm-parser";
import type { SbomRpm } from "./contents.js";
import type { SbomPackageView } from "./sbom-view.js";

/** Who an RPM is, in the words of an SBOM. */
export interface RpmNames {
  readonly name: string;
  /** `[epoch:]version-release`. */
  readonly evr: string;
  /** What a package of an SBOM says otherwise, in words. */
  differences(listed: SbomPackageView): string[];
}

/** Reads them off the headers. */
export function rpmNames({ headers }: SbomRpm): RpmNames {
  const { name, epoch, version, release, arch, isSource } =
    describeRpm(headers);
  const edition = `${version}-${release}`;
  const evr = `${epoch === undefined ? "" : `${epoch}:`}${edition}`;
  // The namespace is a matter of opinion, the release it is for stands in the patch.
  const identity = [
    "rpm",
    name,
    edition,
    isSource ? "src" : arch,
    epoch === undefined ? "" : String(epoch),
  ].join(" ");
  return {
    name,
    evr,
    differences: (listed) => {
      const said: string[] = [];
      if (listed.name !== name || listed.version !== evr)
        said.push(
          `expected ${name} ${evr}, got ${JSON.stringify(`${listed.name} ${listed.version ?? ""}`.slice(0, 300))}`,
        );
      for (const purl of listed.purls)
        if (purlIdentity(purl) !== identity)
          said.push(
            `got the package URL ${JSON.stringify(purl.slice(0, 300))}`,
          );
      return said;
    },
  };
}

function purlIdentity(purl: string): string | undefined {
  try {
    const { type, name, version, qualifiers } = PackageURL.fromString(purl);
    const { arch = "", epoch = "" } = qualifiers ?? {};
    return [type, name, version ?? "", arch, epoch].join(" ");
  } catch {
    // Not a package URL, so it is not that of the RPM either.
    return undefined;
  }
}
