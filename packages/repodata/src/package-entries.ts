import {
  rpmFileBatches,
  type RpmFile,
  type RpmHeaders,
  type RpmInfo,
} from "@stx-patch/rpm-parser";
import { changelogElements } from "./package-changelog.js";
import { dependencyElements } from "./package-dependencies.js";
import { isPrimaryFile } from "./repo-package.js";
import { xmlAttributes, xmlText } from "./xml-text.js";

/** What the headers of an RPM do not say about its file. */
export interface RpmFileFacts {
  /** Of the whole file, lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mtimeSeconds: number;
  /** Path below the repository. */
  readonly location: string;
}

/** A package in each of the three lists of a repository. */
export interface PackageEntries {
  readonly primary: string;
  readonly filelists: string;
  readonly other: string;
}

/**
 * What a repository says of a package, element by element as createrepo_c writes it.
 *
 * @throws RpmError for a header that is damaged
 */
export function packageEntries(
  headers: RpmHeaders,
  info: RpmInfo,
  facts: RpmFileFacts,
): PackageEntries {
  const paths = new Set<string>();
  let primaryFiles = "";
  let allFiles = "";
  for (const files of rpmFileBatches(headers))
    for (const file of files) {
      const element = fileElement(file);
      allFiles += `  ${element}\n`;
      if (!isPrimaryFile(file.path)) continue;
      primaryFiles += `    ${element}\n`;
      paths.add(file.path);
    }
  const format =
    formatElements(headers, info) +
    dependencyElements(info, paths) +
    primaryFiles;
  return {
    primary: primaryElement(headers, info, facts, format),
    filelists: listElement(info, facts, allFiles),
    other: listElement(info, facts, changelogElements(headers)),
  };
}

const DESCRIPTION = 1005;
const SIGNATURE_PAYLOAD_SIZES = [271, 1007];
const ARCHIVE_SIZE = 1046;

function primaryElement(
  headers: RpmHeaders,
  info: RpmInfo,
  facts: RpmFileFacts,
  format: string,
): string {
  const time = xmlAttributes({
    file: facts.mtimeSeconds,
    build: info.buildTimeSeconds ?? 0,
  });
  const size = xmlAttributes({
    package: facts.sizeBytes,
    installed: info.installedSizeBytes,
    archive: archiveSizeOf(headers),
  });
  return [
    '<package type="rpm">',
    `  <name>${xmlText(info.name)}</name>`,
    `  <arch>${archOf(info)}</arch>`,
    `  ${versionElement(info)}`,
    `  <checksum type="sha256" pkgid="YES">${facts.sha256}</checksum>`,
    `  <summary>${xmlText(info.summary ?? "")}</summary>`,
    `  <description>${xmlText(headers.main.string(DESCRIPTION) ?? "")}</description>`,
    `  <packager>${xmlText(info.packager ?? "")}</packager>`,
    `  <url>${xmlText(info.url ?? "")}</url>`,
    `  <time${time}/>`,
    `  <size${size}/>`,
    `  <location${xmlAttributes({ href: facts.location })}/>`,
    `  <format>\n${format}  </format>`,
    "</package>\n",
  ].join("\n");
}

function formatElements(headers: RpmHeaders, info: RpmInfo): string {
  const range = xmlAttributes({
    start: headers.mainHeaderOffset,
    end: headers.payloadOffset,
  });
  return [
    `<rpm:license>${xmlText(info.license ?? "")}</rpm:license>`,
    `<rpm:vendor>${xmlText(info.vendor ?? "")}</rpm:vendor>`,
    `<rpm:group>${xmlText(info.group ?? "")}</rpm:group>`,
    `<rpm:buildhost>${xmlText(info.buildHost ?? "")}</rpm:buildhost>`,
    `<rpm:sourcerpm>${xmlText(info.sourceRpm ?? "")}</rpm:sourcerpm>`,
    `<rpm:header-range${range}/>`,
  ]
    .map((element) => `    ${element}\n`)
    .join("");
}

/** A package in filelists.xml or other.xml. */
function listElement(
  info: RpmInfo,
  { sha256 }: RpmFileFacts,
  content: string,
): string {
  const names = xmlAttributes({
    pkgid: sha256,
    name: info.name,
    arch: archOf(info),
  });
  return `<package${names}>\n  ${versionElement(info)}\n${content}</package>\n`;
}

function versionElement({ epoch, version, release }: RpmInfo): string {
  return `<version${xmlAttributes({ epoch: epoch ?? 0, ver: version, rel: release })}/>`;
}

function archOf({ arch, isSource }: RpmInfo): string {
  return isSource ? "src" : arch;
}

const TYPE_MASK = 0o170000;
const DIRECTORY = 0o040000;
const GHOST = 64;

function fileElement({ path, mode, flags }: RpmFile): string {
  const isDirectory = (mode & TYPE_MASK) === DIRECTORY;
  const isGhost = (flags & GHOST) !== 0;
  const type = isDirectory ? "dir" : isGhost ? "ghost" : undefined;
  return `<file${xmlAttributes({ type })}>${xmlText(path)}</file>`;
}

/** Of the unpacked payload; rpm keeps it in either header, by age and size. */
function archiveSizeOf({ signature, main }: RpmHeaders): number {
  for (const tag of SIGNATURE_PAYLOAD_SIZES) {
    const size = signature.number(tag);
    if (size !== undefined) return size;
  }
  return main.number(ARCHIVE_SIZE) ?? 0;
}
