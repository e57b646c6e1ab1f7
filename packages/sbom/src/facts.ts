import type { PatchMetadata } from "@stx-patch/patch-format";
import { describeRpm, type RpmInfo } from "@stx-patch/rpm-parser";
import type { PatchContents, SbomRpm } from "./contents.js";

/** Something that the formats have no field for; names begin with `stx-patch:`. */
export type NamedFact = readonly [name: string, value: string];

/** What of an RPM is listed; without its files, which can be many. */
export interface RpmFacts {
  readonly rpm: SbomRpm;
  readonly info: RpmInfo;
  /** `[epoch:]version-release`. */
  readonly evr: string;
  readonly named: readonly NamedFact[];
}

/** What a patch says of itself. */
export function patchNamedFacts(metadata: PatchMetadata): NamedFact[] {
  return named({
    "patch:id": [metadata.id],
    "patch:release": [metadata.swVersion],
    "patch:status": [metadata.status],
    "patch:rebootRequired": [yesNo(metadata.rebootRequired !== false)],
    "patch:unremovable": [yesNo(metadata.unremovable)],
    "patch:applyActiveReleaseOnly": [yesNo(metadata.applyActiveReleaseOnly)],
    "patch:requires": metadata.requires,
    "patch:semantics": metadata.semantics,
  });
}

/** Reads the facts of one RPM off its headers. */
export function rpmFacts(rpm: SbomRpm, { metadata }: PatchContents): RpmFacts {
  const info = describeRpm(rpm.headers);
  const { epoch, version, release } = info;
  const personalities = metadata.personalities
    .filter(({ packages }) => packages.includes(info.name))
    .map(({ type }) => type);
  return {
    rpm,
    info,
    evr: `${epoch === undefined ? "" : `${epoch}:`}${version}-${release}`,
    named: named({
      "rpm:fileName": [rpm.fileName],
      "rpm:personality": personalities,
      "rpm:vendor": [info.vendor],
      "rpm:packager": [info.packager],
      "rpm:sourceRpm": [info.sourceRpm],
      "rpm:buildTime": [timeText(info.buildTimeSeconds)],
      "rpm:files": [String(info.fileCount)],
      "rpm:fileDigestAlgorithm": [info.fileDigestAlgorithm],
      "rpm:imaSignedFiles": [String(info.signedFileCount)],
      "rpm:imaLayout": [info.imaLayout],
    }),
  };
}

function named(
  facts: Readonly<Record<string, readonly (string | undefined)[]>>,
): NamedFact[] {
  return Object.entries(facts).flatMap(([name, values]) =>
    values.flatMap((value) =>
      value === undefined || value === ""
        ? []
        : [[`stx-patch:${name}`, value] as const],
    ),
  );
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}

function timeText(seconds: number | undefined): string | undefined {
  return seconds === undefined
    ? undefined
    : new Date(seconds * 1_000).toISOString();
}
