import type { RpmInfo } from "./rpm-info.js";
import type { RpmHeaders } from "./walk-headers.js";
import { type Identity, identityOf } from "./identity.js";
import { MAIN, SIG } from "./tags.js";
import type { RpmHeader } from "./header.js";
import type { Dependency, RpmFile } from "./rpm-info.js";

/** A package to query. */
export interface QueriedRpm {
  readonly headers: RpmHeaders;
  /** Asked for by those tags only that need it, so it may be a getter that reads the headers when it is used. */
  readonly info: RpmInfo;
}

/** Values of a tag; undefined when the package does not have it. */
export type QueryValues = readonly (string | number)[] | undefined;

type Getter = (rpm: QueriedRpm) => QueryValues;

/** Tags that rpm computes, and those that it shows under another name than they are stored. */
const COMPUTED: Readonly<Record<string, Getter>> = {
  NEVRA: identity(({ nevra }) => nevra),
  NEVR: identity(({ nevra, arch }) => withoutArch(nevra, arch)),
  NVR: identity(
    ({ name, version, release }) => `${name}-${version}-${release}`,
  ),
  NVRA: identity(
    ({ name, version, release, arch }) =>
      `${name}-${version}-${release}.${arch}`,
  ),
  EVR: identity(evrOf),
  EPOCHNUM: identity(({ epoch }) => epoch ?? 0),
  SIZE: ({ headers, info }) =>
    headers.main.has(MAIN.longSize) ? undefined : [info.installedSizeBytes],
  LONGSIZE: ({ info }) => [info.installedSizeBytes],
  FILENAMES: files(({ path }) => path),
  FILESIZES: files(({ sizeBytes }) => sizeBytes),
  LONGFILESIZES: files(({ sizeBytes }) => sizeBytes),
  FILEMODES: files(({ mode }) => mode),
  FILEMTIMES: files(({ mtimeSeconds }) => mtimeSeconds),
  FILEDIGESTS: files(({ digest }) => digest),
  FILELINKTOS: files(({ linkTarget }) => linkTarget),
  FILEFLAGS: files(({ flags }) => flags),
  FILEVERIFYFLAGS: files(({ verifyFlags }) => verifyFlags),
  FILEUSERNAME: files(({ user }) => user),
  FILEGROUPNAME: files(({ group }) => group),
  FILERDEVS: files(({ rdev }) => rdev),
  FILEINODES: files(({ inode }) => inode),
  FILESIGNATURES: ({ headers: { main, signature } }) =>
    main.strings(MAIN.fileSignatures) ?? signature.strings(SIG.fileSignatures),
  FILESIGNATURELENGTH: ({ headers: { main, signature } }) =>
    main.numbers(MAIN.fileSignatureLength) ??
    signature.numbers(SIG.fileSignatureLength),
  SIGSIZE: ({ headers }) => headers.signature.numbers(SIG.size),
  ARCHIVESIZE: ({ headers }) => headers.signature.numbers(SIG.payloadSize),
  SHA1HEADER: ({ headers }) => headers.signature.strings(SIG.sha1),
  SHA256HEADER: ({ headers }) => headers.signature.strings(SIG.sha256),
  ...dependencies("PROVIDE", ({ provides }) => provides),
  ...dependencies("REQUIRE", ({ requires }) => requires),
  ...dependencies("CONFLICT", ({ conflicts }) => conflicts),
  ...dependencies("OBSOLETE", ({ obsoletes }) => obsoletes),
  ...dependencies("RECOMMEND", ({ recommends }) => recommends),
  ...dependencies("SUGGEST", ({ suggests }) => suggests),
  ...dependencies("SUPPLEMENT", ({ supplements }) => supplements),
  ...dependencies("ENHANCE", ({ enhances }) => enhances),
};

/** Tags that are shown as they are stored in the main header. */
const STORED: Readonly<
  Record<string, { readonly tag: number; readonly is: "text" | "number" }>
> = {
  NAME: { tag: 1000, is: "text" },
  VERSION: { tag: 1001, is: "text" },
  RELEASE: { tag: 1002, is: "text" },
  EPOCH: { tag: 1003, is: "number" },
  SUMMARY: { tag: 1004, is: "text" },
  DESCRIPTION: { tag: 1005, is: "text" },
  BUILDTIME: { tag: 1006, is: "number" },
  BUILDHOST: { tag: 1007, is: "text" },
  VENDOR: { tag: 1011, is: "text" },
  LICENSE: { tag: 1014, is: "text" },
  PACKAGER: { tag: 1015, is: "text" },
  GROUP: { tag: 1016, is: "text" },
  URL: { tag: 1020, is: "text" },
  OS: { tag: 1021, is: "text" },
  ARCH: { tag: 1022, is: "text" },
  PREIN: { tag: 1023, is: "text" },
  POSTIN: { tag: 1024, is: "text" },
  PREUN: { tag: 1025, is: "text" },
  POSTUN: { tag: 1026, is: "text" },
  SOURCERPM: { tag: 1044, is: "text" },
  RPMVERSION: { tag: 1064, is: "text" },
  PREINPROG: { tag: 1085, is: "text" },
  POSTINPROG: { tag: 1086, is: "text" },
  PREUNPROG: { tag: 1087, is: "text" },
  POSTUNPROG: { tag: 1088, is: "text" },
  SOURCEPACKAGE: { tag: 1106, is: "number" },
  BASENAMES: { tag: 1117, is: "text" },
  DIRNAMES: { tag: 1118, is: "text" },
  DIRINDEXES: { tag: 1116, is: "number" },
  PAYLOADFORMAT: { tag: 1124, is: "text" },
  PAYLOADCOMPRESSOR: { tag: 1125, is: "text" },
  PAYLOADFLAGS: { tag: 1126, is: "text" },
  PLATFORM: { tag: 1132, is: "text" },
  FILEDIGESTALGO: { tag: 5011, is: "number" },
  ENCODING: { tag: 5062, is: "text" },
  PAYLOADDIGEST: { tag: 5092, is: "text" },
  PAYLOADDIGESTALGO: { tag: 5093, is: "number" },
  PAYLOADDIGESTALT: { tag: 5097, is: "text" },
  RPMFORMAT: { tag: 5114, is: "number" },
};

/** Other spellings that rpm takes for the same tags. */
const ALIASES: Readonly<Record<string, string>> = {
  N: "NAME",
  V: "VERSION",
  R: "RELEASE",
  E: "EPOCH",
  FILEMD5S: "FILEDIGESTS",
  PROVIDES: "PROVIDENAME",
  REQUIRES: "REQUIRENAME",
  CONFLICTS: "CONFLICTNAME",
  OBSOLETES: "OBSOLETENAME",
};

/** Names of all tags that a query format may use, sorted. */
export const QUERY_TAGS: readonly string[] = [
  ...Object.keys(COMPUTED),
  ...Object.keys(STORED),
  ...Object.keys(ALIASES),
].sort();

/** Tags that queries show in another form than they are stored. */
const PARTS_OF_LISTS: readonly (readonly [number, string])[] = [
  [1047, "PROVIDENAME"],
  [1048, "REQUIREFLAGS"],
  [1049, "REQUIRENAME"],
  [1050, "REQUIREVERSION"],
  [1112, "PROVIDEFLAGS"],
  [1113, "PROVIDEVERSION"],
  [1145, "DEPENDSDICT"],
];

const NAMES: ReadonlyMap<number, string> = new Map([
  ...PARTS_OF_LISTS,
  ...Object.entries(MAIN).map(
    ([name, tag]) => [tag, name.toUpperCase()] as const,
  ),
  ...Object.entries(STORED).map(([name, { tag }]) => [tag, name] as const),
]);

/** rpm's name of a tag of the main header, or `tag 1234` for one that is not used here. */
export function tagName(tag: number): string {
  return NAMES.get(tag) ?? `tag ${tag}`;
}

/** True for a name in {@link QUERY_TAGS}. */
export function isQueryTag(name: string): boolean {
  return name in COMPUTED || name in STORED || name in ALIASES;
}

/** Values of a tag as rpm's queries see it (spec section 4). */
export function queryValues(rpm: QueriedRpm, name: string): QueryValues {
  const known = ALIASES[name] ?? name;
  const computed = COMPUTED[known];
  if (computed !== undefined) return computed(rpm);
  const stored = STORED[known];
  return stored === undefined
    ? undefined
    : storedValues(rpm.headers.main, stored);
}

function storedValues(
  main: RpmHeader,
  { tag, is }: { tag: number; is: "text" | "number" },
): QueryValues {
  if (is === "number") return main.numbers(tag);
  // Of a translated text a query shows the C locale's.
  const values = main.strings(tag);
  return values === undefined || main.entry(tag)?.type !== I18N_STRING
    ? values
    : values.slice(0, 1);
}

const I18N_STRING = 9;

/** Read from the headers alone: a query of names is not to pay for file lists. */
function identity(pick: (identity: Identity) => string | number): Getter {
  return ({ headers }) => [pick(identityOf(headers.main))];
}

function files(pick: (file: RpmFile) => string | number): Getter {
  return ({ info }) =>
    info.files.length === 0 ? undefined : info.files.map(pick);
}

function dependencies(
  prefix: string,
  pick: (info: RpmInfo) => readonly Dependency[],
): Record<string, Getter> {
  const column =
    (value: (dependency: Dependency) => string | number): Getter =>
    ({ info }) => {
      const list = pick(info);
      return list.length === 0 ? undefined : list.map(value);
    };
  return {
    [`${prefix}NAME`]: column(({ name }) => name),
    [`${prefix}VERSION`]: column(({ version }) => version),
    [`${prefix}FLAGS`]: column(({ flags }) => flags),
    [`${prefix}NEVRS`]: column(dependencyText),
  };
}

/** A dependency as rpm prints it, e.g. `foo >= 1.0-1`. */
export function dependencyText({ name, flags, version }: Dependency): string {
  const sense = senseText(flags);
  return sense === "" || version === "" ? name : `${name} ${sense} ${version}`;
}

/** `<`, `>`, `=` and their combinations, from the flag bits (spec section 4). */
export function senseText(flags: number): string {
  return `${(flags & 2) === 0 ? "" : "<"}${(flags & 4) === 0 ? "" : ">"}${(flags & 8) === 0 ? "" : "="}`;
}

function evrOf({ epoch, version, release }: Identity): string {
  return `${epoch === undefined ? "" : `${epoch}:`}${version}-${release}`;
}

function withoutArch(nevra: string, arch: string): string {
  return nevra.slice(0, nevra.length - arch.length - 1);
}
