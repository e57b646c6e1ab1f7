import { PackageURL } from "packageurl-js";
import { describeRpm } from "@stx-patch/rpm-parser";
import type { SbomRpm } from "./contents.js";
import { declaredLicence } from "./licence.js";
import { namespaceOf } from "./purl.js";
import type { SbomPackageView } from "./sbom-view.js";

/** Who an RPM is, in the words of an SBOM. */
export interface RpmNames {
  readonly name: string;
  /** `[epoch:]version-release`. */
  readonly evr: string;
  /** What a package of an SBOM says otherwise, in words. */
  differences(listed: SbomPackageView): string[];
  /** On what one may come to something else with the same RPM. */
  doubts(listed: SbomPackageView): RpmDoubt[];
}

/** Something about an RPM that an SBOM sees in another way. */
export interface RpmDoubt {
  readonly code: "SBOM_RPM_NAMESPACE" | "SBOM_RPM_LICENCE";
  readonly message: string;
}

/** Reads them off the headers. */
export function rpmNames({ headers }: SbomRpm): RpmNames {
  const info = describeRpm(headers);
  const { name, epoch, version, release, arch, isSource } = info;
  const edition = `${version}-${release}`;
  const evr = `${epoch === undefined ? "" : `${epoch}:`}${edition}`;
  // The namespace is a matter of opinion, so it is no part of it; the release it is for stands in the patch.
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
    doubts: (listed) => [
      ...namespaceDoubts(
        listed.purls.filter((purl) => purlIdentity(purl) === identity),
        namespaceOf(info),
      ),
      ...licenceDoubts(listed, info.license ?? ""),
    ],
  };
}

function namespaceDoubts(
  purls: readonly string[],
  expected: string,
): RpmDoubt[] {
  return purls
    .flatMap((purl) => purlParts(purl) ?? [])
    .filter(({ namespace }) => namespace !== expected)
    .map(({ namespace }) => ({
      code: "SBOM_RPM_NAMESPACE",
      message: `expected a package URL of ${expected}, got ${quoted(namespace ?? "")}`,
    }));
}

/** An SBOM that declares none claims nothing. */
function licenceDoubts({ licences }: SbomPackageView, tag: string): RpmDoubt[] {
  if (licences.length === 0) return [];
  const stated = licences.map(normalLicence);
  const expected = normalLicence(tag);
  if (stated.every((licence) => licence === expected)) return [];
  return [
    {
      code: "SBOM_RPM_LICENCE",
      message: `its License tag is ${quoted(tag)}, got ${quoted(licences.join(", "))}`,
    },
  ];
}

function normalLicence(text: string): string {
  const licence = declaredLicence(text);
  return licence?.kind === "expression"
    ? licence.expression
    : (licence?.text ?? "");
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 300));
}

function purlIdentity(purl: string): string | undefined {
  const parts = purlParts(purl);
  if (parts === undefined) return undefined;
  const { type, name, version, qualifiers } = parts;
  const { arch = "", epoch = "" } = qualifiers ?? {};
  return [type, name, version ?? "", arch, epoch].join(" ");
}

/** Undefined for what is no package URL, so that it is not that of the RPM either. */
function purlParts(purl: string): PackageURL | undefined {
  try {
    return PackageURL.fromString(purl);
  } catch {
    return undefined;
  }
}
