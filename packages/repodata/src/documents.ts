import { COMMON, FILELISTS, OTHER, REPO, RPM } from "./namespaces.js";
import type { PackageEntries } from "./package-entries.js";
import { xmlAttributes, xmlText } from "./xml-text.js";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The three lists of a repository. */
export type ListName = keyof PackageEntries;

/** Their names, in the order of repomd.xml. */
export const LIST_NAMES = [
  "primary",
  "filelists",
  "other",
] as const satisfies readonly ListName[];

const ROOTS: Readonly<
  Record<ListName, { element: string; namespaces: Record<string, string> }>
> = {
  primary: {
    element: "metadata",
    namespaces: { xmlns: COMMON, "xmlns:rpm": RPM },
  },
  filelists: { element: "filelists", namespaces: { xmlns: FILELISTS } },
  other: { element: "otherdata", namespaces: { xmlns: OTHER } },
};

/** One of the lists of packages, in pieces. */
export function* listDocument(
  list: ListName,
  packages: readonly PackageEntries[],
): Generator<string> {
  const { element, namespaces } = ROOTS[list];
  const attributes = xmlAttributes({
    ...namespaces,
    packages: packages.length,
  });
  yield `${DECLARATION}<${element}${attributes}>\n`;
  for (const entries of packages) yield entries[list];
  yield `</${element}>\n`;
}

/** A file of a repository, as repomd.xml tells of it. */
export interface RepomdFile {
  /** `primary`, `filelists`, `other`, `group`, `group_gz`. */
  readonly type: string;
  /** Path below the repository. */
  readonly href: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** The same of what is compressed in it; absent for a file that is not compressed. */
  readonly open?:
    { readonly sha256: string; readonly sizeBytes: number } | undefined;
}

/**
 * repomd.xml, the file that makes the others a repository.
 *
 * @param timeSeconds - since 1970: the revision, by which readers notice a change
 */
export function repomdDocument(
  files: readonly RepomdFile[],
  timeSeconds: number,
): string {
  const root = xmlAttributes({ xmlns: REPO, "xmlns:rpm": RPM });
  return [
    `${DECLARATION}<repomd${root}>`,
    `  <revision>${timeSeconds}</revision>`,
    ...files.flatMap((file) => dataElement(file, timeSeconds)),
    "</repomd>\n",
  ].join("\n");
}

function dataElement(
  { type, href, sha256, sizeBytes, open }: RepomdFile,
  timeSeconds: number,
): string[] {
  return [
    `  <data${xmlAttributes({ type })}>`,
    `    <checksum type="sha256">${sha256}</checksum>`,
    ...(open === undefined
      ? []
      : [`    <open-checksum type="sha256">${open.sha256}</open-checksum>`]),
    `    <location${xmlAttributes({ href })}/>`,
    `    <timestamp>${timeSeconds}</timestamp>`,
    `    <size>${sizeBytes}</size>`,
    ...(open === undefined
      ? []
      : [`    <open-size>${open.sizeBytes}</open-size>`]),
    "  </data>",
  ];
}

/** A group of packages that can be installed together. */
export interface CompsGroup {
  /** Also what people see. */
  readonly id: string;
  readonly description: string;
  readonly packages: readonly string[];
}

/** comps.xml as a StarlingX controller writes it (spec patch-lifecycle section 1.5). */
export function compsDocument(groups: readonly CompsGroup[]): string {
  return [
    '<?xml version="1.0" ?>',
    groups.length === 0 ? "<comps/>" : "<comps>",
    ...groups.flatMap(groupElement),
    ...(groups.length === 0 ? [] : ["</comps>"]),
    "",
  ].join("\n");
}

function groupElement({ id, description, packages }: CompsGroup): string[] {
  const list = packages.map(
    (name) =>
      `      <packagereq type="mandatory">${xmlText(name)}</packagereq>`,
  );
  return [
    "  <group>",
    `    <id>${xmlText(id)}</id>`,
    "    <default>false</default>",
    "    <uservisible>true</uservisible>",
    "    <display_order>1024</display_order>",
    `    <name>${xmlText(id)}</name>`,
    `    <description>${xmlText(description)}</description>`,
    ...(list.length === 0
      ? ["    <packagelist/>"]
      : ["    <packagelist>", ...list, "    </packagelist>"]),
    "  </group>",
  ];
}
