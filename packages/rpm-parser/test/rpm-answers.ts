import { runOk } from "@stx-patch/testkit";

import type { DependencyLists, RpmHeaders, RpmInfo } from "../src/index.js";

/** Everything that is compared, as the texts rpm prints. */
export interface RpmAnswers {
  readonly facts: readonly string[];
  readonly files: readonly (readonly string[])[];
  /** By kind; each row is name, flags, version. */
  readonly dependencies: Readonly<Record<string, readonly string[][]>>;
  readonly scripts: Readonly<Record<string, readonly string[]>>;
}

/** Characters that stand in no header. */
const PACKAGE = "\x1e";
const SECTION = "\x1d";
const FIELD = "\x1f";
const ROW = "\x1c";
const NONE = "(none)";

const FACTS = [
  ...["NAME", "EPOCH", "VERSION", "RELEASE", "ARCH", "NEVRA", "SUMMARY"],
  ...["LONGSIZE", "SIGSIZE", "ARCHIVESIZE", "BUILDTIME", "SOURCERPM"],
  ...["PAYLOADFORMAT", "PAYLOADCOMPRESSOR", "PAYLOADFLAGS", "PAYLOADDIGEST"],
];
const FILES = [
  ...["FILENAMES", "FILEMODES", "FILEDIGESTS", "FILEFLAGS", "LONGFILESIZES"],
  ...["FILELINKTOS", "FILEUSERNAME", "FILEGROUPNAME", "FILEMTIMES"],
  ...["FILEVERIFYFLAGS", "FILERDEVS", "FILEINODES"],
];
const DEPENDENCIES: readonly [keyof DependencyLists, string][] = [
  ["provides", "PROVIDE"],
  ["requires", "REQUIRE"],
  ["conflicts", "CONFLICT"],
  ["obsoletes", "OBSOLETE"],
  ["recommends", "RECOMMEND"],
  ["suggests", "SUGGEST"],
  ["supplements", "SUPPLEMENT"],
  ["enhances", "ENHANCE"],
];
const SCRIPTS = [
  ...["prein", "postin", "preun", "postun", "pretrans", "posttrans"],
] as const;

const SECTIONS: readonly string[] = [
  FACTS.map((tag) => `%{${tag}}`).join(FIELD),
  table(FILES),
  ...DEPENDENCIES.map(([, prefix]) =>
    table([`${prefix}NAME`, `${prefix}FLAGS`, `${prefix}VERSION`]),
  ),
  ...SCRIPTS.map((kind) => kind.toUpperCase()).map(
    (tag) => `%{${tag}}${FIELD}[%{${tag}PROG} ]`,
  ),
  table(["TRIGGERSCRIPTS", "TRIGGERSCRIPTPROG"]),
];

function table(tags: readonly string[]): string {
  return `[${ROW}${tags.map((tag) => `%{${tag}}`).join(FIELD)}]`;
}

/** What rpm says about packages, asked in one call. */
export async function rpmAnswers(
  paths: readonly string[],
): Promise<RpmAnswers[]> {
  const format = PACKAGE + SECTIONS.join(SECTION);
  const { stdout } = await runOk(
    "rpm",
    ["-qp", "--nosignature", "--qf", format, ...paths],
    { env: { LC_ALL: "C.UTF-8" } },
  );
  return stdout.toString().split(PACKAGE).slice(1).map(parseAnswers);
}

function parseAnswers(text: string): RpmAnswers {
  const [facts = "", files = "", ...rest] = text.split(SECTION);
  const triggers = rest.pop() ?? "";
  return {
    facts: facts.split(FIELD),
    files: rows(files),
    dependencies: Object.fromEntries(
      DEPENDENCIES.map(([kind], i) => [kind, rows(rest[i] ?? "")]),
    ),
    scripts: {
      ...Object.fromEntries(
        SCRIPTS.map((kind, i) => [
          kind,
          (rest[DEPENDENCIES.length + i] ?? "").split(FIELD),
        ]),
      ),
      trigger: rows(triggers).flat(),
    },
  };
}

/** Of arrays that a package does not have, rpm prints one row of "(none)". */
function rows(text: string): string[][] {
  const all = text
    .split(ROW)
    .slice(1)
    .map((row) => row.split(FIELD));
  return all.filter((row) => row.some((field) => field !== NONE));
}

/** The same out of what the parser found. */
export function ourAnswers(headers: RpmHeaders, info: RpmInfo): RpmAnswers {
  const { signature, main } = headers;
  return {
    facts: [
      ...[info.name, info.epoch, info.version, info.release, info.arch],
      ...[info.nevra, info.summary, info.installedSizeBytes],
      ...[signature.number(1000), signature.number(1007)],
      ...[info.buildTimeSeconds, info.sourceRpm, info.payload.format],
      ...[info.payload.compressor, info.payload.flags, main.string(5092)],
    ].map((value) => `${value ?? NONE}`),
    files: info.files.map((file) =>
      [
        ...[file.path, file.mode, file.digest, file.flags, file.sizeBytes],
        ...[file.linkTarget, file.user, file.group, file.mtimeSeconds],
        ...[file.verifyFlags, file.rdev, file.inode],
      ].map(String),
    ),
    dependencies: Object.fromEntries(
      DEPENDENCIES.map(([kind]) => [
        kind,
        info[kind].map(({ name, flags, version }) => [
          name,
          `${flags}`,
          version,
        ]),
      ]),
    ),
    scripts: {
      ...Object.fromEntries(
        SCRIPTS.map((kind) => [kind, scriptOf(info, kind)]),
      ),
      trigger: info.scriptlets
        .filter(({ kind }) => kind === "trigger")
        .flatMap(({ body, interpreter }) => [body, ...interpreter]),
    },
  };
}

function scriptOf(
  { scriptlets }: RpmInfo,
  wanted: (typeof SCRIPTS)[number],
): string[] {
  const script = scriptlets.find(({ kind }) => kind === wanted);
  return script === undefined
    ? [NONE, ""]
    : [script.body, script.interpreter.map((part) => `${part} `).join("")];
}
