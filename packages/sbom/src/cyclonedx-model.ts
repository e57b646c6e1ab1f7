import {
  ComponentType,
  ExternalReferenceType,
  HashAlgorithm,
  LicenseAcknowledgement,
} from "@cyclonedx/cyclonedx-library/Enums";
import {
  Bom,
  Component,
  ExternalReference,
  ExternalReferenceRepository,
  HashDictionary,
  LicenseExpression,
  LicenseRepository,
  Metadata,
  NamedLicense,
  OrganizationalEntity,
  Property,
  PropertyRepository,
  SpdxLicense,
  Tools,
  ComponentRepository,
} from "@cyclonedx/cyclonedx-library/Models";
import { isSupportedSpdxId } from "@cyclonedx/cyclonedx-library/SPDX";
import { patchFileName, type PatchId } from "@stx-patch/patch-format";
import type { PatchContents } from "./contents.js";
import { dependencyGraph } from "./dependency-graph.js";
import { documentTime, documentUuid } from "./document-id.js";
import {
  patchNamedFacts,
  rpmFacts,
  type NamedFact,
  type RpmFacts,
} from "./facts.js";
import { declaredLicence } from "./licence.js";
import { TOOL_NAME, type SbomOptions } from "./options.js";
import { purlOf } from "./purl.js";

/** The BOM of a patch: the patch, its RPMs and what requires what, but no packaged files. */
export function bomOf(contents: PatchContents, options: SbomOptions): Bom {
  const { sha256, timeSeconds, rpms } = contents;
  const packages = rpms.map((rpm) =>
    packageOf(rpmFacts(rpm, contents), contents),
  );
  dependencyGraph(rpms).forEach((required, place) => {
    for (const other of required) {
      const target = packages[other];
      if (target !== undefined)
        packages[place]?.dependencies.add(target.bomRef);
    }
  });
  const patch = patchOf(contents, options);
  for (const { bomRef } of packages) patch.dependencies.add(bomRef);
  return new Bom({
    serialNumber: `urn:uuid:${documentUuid(sha256)}`,
    metadata: new Metadata({
      timestamp: documentTime(timeSeconds),
      tools: new Tools({
        components: new ComponentRepository([
          new Component(ComponentType.Application, TOOL_NAME, {
            version: options.toolVersion,
          }),
        ]),
      }),
      component: patch,
      supplier: entity(options.supplier),
    }),
    components: new ComponentRepository(packages),
  });
}

function patchOf(
  { metadata, sha256 }: PatchContents,
  { supplier }: SbomOptions,
): Component {
  return new Component(ComponentType.Application, metadata.id, {
    bomRef: patchFileName(metadata.id as PatchId),
    version: metadata.swVersion,
    description: metadata.summary,
    supplier: entity(supplier),
    hashes: new HashDictionary([[HashAlgorithm["SHA-256"], sha256]]),
    properties: propertiesOf(patchNamedFacts(metadata)),
  });
}

function packageOf(
  { rpm, info, evr, named }: RpmFacts,
  { metadata }: PatchContents,
): Component {
  return new Component(ComponentType.Library, info.name, {
    bomRef: rpm.fileName,
    version: evr,
    description: info.summary,
    supplier: entity(info.vendor),
    hashes: new HashDictionary([[HashAlgorithm["SHA-256"], rpm.sha256]]),
    licenses: licencesOf(info.license),
    purl: purlOf(info, metadata.swVersion),
    externalReferences: new ExternalReferenceRepository(
      info.url === undefined || info.url === ""
        ? []
        : [new ExternalReference(info.url, ExternalReferenceType.Website)],
    ),
    properties: propertiesOf(named),
  });
}

function licencesOf(tag: string | undefined): LicenseRepository {
  const licence = declaredLicence(tag ?? "");
  const acknowledgement = LicenseAcknowledgement.Declared;
  if (licence === undefined) return new LicenseRepository();
  if (licence.kind === "text")
    return new LicenseRepository([
      new NamedLicense(licence.text, { acknowledgement }),
    ]);
  if (licence.isId && isSupportedSpdxId(licence.expression))
    return new LicenseRepository([
      new SpdxLicense(licence.expression, { acknowledgement }),
    ]);
  const expression = new LicenseExpression(licence.expression);
  expression.acknowledgement = acknowledgement;
  return new LicenseRepository([expression]);
}

function entity(name: string | undefined): OrganizationalEntity | undefined {
  return name === undefined || name === ""
    ? undefined
    : new OrganizationalEntity({ name });
}

function propertiesOf(facts: readonly NamedFact[]): PropertyRepository {
  return new PropertyRepository(
    facts.map(([name, value]) => new Property(name, value)),
  );
}
