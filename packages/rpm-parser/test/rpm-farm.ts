import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runOk } from "@stx-patch/testkit";

/** One rpmbuild run: every subpackage shares these. */
interface Build {
  readonly payload: string;
  /** Hash number for FILEDIGESTALGO. */
  readonly digest: number;
}

/** All payload compressors of rpm, each with another digest algorithm. */
const BUILDS: readonly Build[] = [
  { payload: "w9.gzdio", digest: 8 },
  { payload: "w.ufdio", digest: 1 },
  { payload: "w9.bzdio", digest: 2 },
  { payload: "w2.xzdio", digest: 10 },
  { payload: "w2.lzdio", digest: 9 },
  { payload: "w3.zstdio", digest: 11 },
];

const SUBPACKAGES = 52;

/** 2020-06-01: makes builds repeatable. */
const SOURCE_DATE_EPOCH = "1590969600";

/** Builds some hundred different packages with a few runs of the real `rpmbuild`; resolves to their paths. */
export async function growRpms(folder: string): Promise<string[]> {
  const builds = BUILDS.map(async (build, index) => {
    const output = join(folder, `build-${index}`);
    await mkdir(output);
    await runBuild(build, index, output);
    const names = await readdir(join(output, "rpms"));
    return names.toSorted().map((name) => join(output, "rpms", name));
  });
  return (await Promise.all(builds)).flat();
}

async function runBuild(
  { payload, digest }: Build,
  index: number,
  output: string,
): Promise<void> {
  const specFile = join(output, "farm.spec");
  await writeFile(specFile, specOf(index));
  const macros = {
    _topdir: join(output, "top"),
    _rpmdir: join(output, "rpms"),
    // Escaped once: filled in for every subpackage, not for the first.
    _rpmfilename: "%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
    _buildhost: "build.example.com",
    _build_id_links: "none",
    _binary_payload: payload,
    _binary_filedigest_algorithm: `${digest}`,
    debug_package: "%{nil}",
    __os_install_post: "%{nil}",
  };
  const defines = Object.entries(macros).flatMap(([name, body]) => [
    "--define",
    `${name} ${body}`,
  ]);
  await runOk("rpmbuild", ["-bb", "--quiet", ...defines, specFile], {
    env: { SOURCE_DATE_EPOCH, LC_ALL: "C.UTF-8" },
  });
}

function specOf(build: number): string {
  const parts = Array.from({ length: SUBPACKAGES }, (_, i) =>
    subpackage(i, build),
  );
  return [
    `Name: farm-${build}`,
    "Version: 1\nRelease: 1\nSummary: farm\nLicense: Apache-2.0",
    "%description\nfarm",
    ...parts.map(({ head }) => head),
    "%install\nmkdir -p %{buildroot}",
    ...parts.map(({ install }) => install),
    ...parts.map(({ files }) => files),
    "",
  ].join("\n");
}

const NAMES = [
  "plain",
  "odd.name+1",
  "under_score",
  "UPPER",
  "c++lib",
  "py3.9",
];
const VERSIONS = ["1", "1.0~rc1", "2.3^git5", "007", "20200601", "1.0a_b+c"];
const RELEASES = [
  "1",
  "31.tis",
  "3^git5",
  "0.1~beta2",
  "1055.tis.6",
  "1.el7_6.2",
];
const EPOCHS = ["", "Epoch: 0\n", "Epoch: 7\n", "Epoch: 2147483647\n"];
const SCRIPTS = ["pre", "post", "preun", "postun", "pretrans", "posttrans"];

const DEPENDENCIES = [
  "Requires: foo",
  "Requires: foo >= 1:2.0-3, bar < 5, baz = 2~rc1",
  "Requires(pre): /bin/sh\nRequires(postun): tool <= 3",
  "Provides: virtual(%{name}) = 4-1\nProvides: bare",
  "Conflicts: rival < 1\nObsoletes: ancestor <= 2.0^1",
  "Recommends: nice\nSuggests: nicer >= 1\nSupplements: other\nEnhances: more = 0:1-1",
  "Requires: (a or b)",
];

/** Subpackage number `i`: different lengths of the lists give every one another combination. */
function subpackage(
  i: number,
  build: number,
): { head: string; install: string; files: string } {
  const name = `${of(NAMES, i)}-${build}-${i}`;
  const folder = `/opt/${name}`;
  const files = FILES.slice(0, i % (FILES.length + 1));
  return {
    head: [
      `%package -n ${name}`,
      `Version: ${of(VERSIONS, i + build)}`,
      `Release: ${of(RELEASES, i * 5 + build)}`,
      `${of(EPOCHS, i)}Summary: número ${i}`,
      "AutoReqProv: no",
      ...(i % 3 === 0 ? ["BuildArch: noarch"] : []),
      ...DEPENDENCIES.filter((_, at) => (i >> (at % 6)) % 2 === 1),
      `%description -n ${name}\nfor tests`,
      ...scripts(name, i),
    ].join("\n"),
    install: [
      `mkdir -p "%{buildroot}${folder}"`,
      ...files.map(({ make }) => `(cd "%{buildroot}${folder}"; ${make})`),
    ].join("\n"),
    files: [
      `%files -n ${name}`,
      ...files.map(({ entry }) => entry.replace("@", folder)),
    ].join("\n"),
  };
}

/** How each kind of file is made, and its line in the file list. */
const FILES: readonly { make: string; entry: string }[] = [
  { make: "echo one > one", entry: "@/one" },
  { make: ": > empty", entry: "%attr(0600,daemon,bin) @/empty" },
  { make: "ln -s one link", entry: "@/link" },
  { make: "mkdir -p folder", entry: "%dir %attr(1777,root,root) @/folder" },
  { make: "echo two > two", entry: "%attr(4755,root,root) @/two" },
  { make: "echo c > conf", entry: "%config(noreplace) @/conf" },
  { make: "echo m > conf2", entry: "%config(missingok) @/conf2" },
  { make: "true", entry: "%ghost @/ghost" },
  { make: "echo hard > hard1; ln hard1 hard2", entry: "@/hard*" },
  { make: "echo d > 'readme'", entry: "%doc @/readme" },
  { make: "echo u > grün-文件", entry: "@/grün-文件" },
  {
    make: "head -c 70000 /dev/zero > zeros",
    entry: "%verify(not md5 size) @/zeros",
  },
  { make: "echo s > 'with space'", entry: '"@/with space"' },
];

function scripts(name: string, i: number): string[] {
  const bodies = SCRIPTS.filter((_, at) => (i >> (at % 5)) % 2 === 1).map(
    (kind, at) =>
      at === 2
        ? `%${kind} -n ${name} -p <lua>\nprint("${kind}")`
        : `%${kind} -n ${name}\necho "${kind} of ${name}" \\\n  é`,
  );
  return i % 11 === 5
    ? [...bodies, `%triggerin -n ${name} -- other > 1, third\necho trigger`]
    : bodies;
}

function of<T>(list: readonly T[], index: number): T {
  const value = list[index % list.length];
  if (value === undefined) throw new RangeError("an empty list");
  return value;
}
