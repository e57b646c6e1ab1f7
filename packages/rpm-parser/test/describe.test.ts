import { describe, expect, it } from "@jest/globals";

import {
  type Dependency,
  describeRpm,
  parseRpmFileName,
  rpmFileNameOf,
  type RpmInfo,
} from "../src/index.js";
import {
  type ExpectedSigned,
  headersOf,
  packagesOf,
  vector,
} from "./support.js";

interface ExpectedFile {
  name: string;
  digest: string;
  mode: number;
  flags: number;
  size: number;
  linkto: string;
  user: string;
  group: string;
  mtime: number;
  rdev: number;
  inode: number;
  verifyflags: number;
}

type Lists =
  | "provides"
  | "requires"
  | "conflicts"
  | "obsoletes"
  | "recommends"
  | "suggests"
  | "supplements"
  | "enhances";

type ExpectedFacts = Record<string, string | number | null> & {
  files: ExpectedFile[];
} & Record<Lists, Dependency[]>;

const HASHES: Readonly<Record<string, string>> = {
  "1": "md5",
  "2": "sha1",
  "8": "sha256",
  "9": "sha384",
  "10": "sha512",
  "11": "sha224",
};

/** What `rpm -qp --qf` prints, in our words. */
function expectedInfo(rpm: ExpectedFacts): Partial<RpmInfo> {
  const text = (tag: string): string | undefined =>
    (rpm[tag] as string | null) ?? undefined;
  const number = (tag: string): number | undefined =>
    (rpm[tag] as number | null) ?? undefined;
  return {
    name: text("NAME")!,
    epoch: number("EPOCH"),
    version: text("VERSION")!,
    release: text("RELEASE")!,
    arch: text("ARCH")!,
    nevra: text("NEVRA")!,
    isSource: rpm["SOURCEPACKAGE"] === 1,
    sourceRpm: text("SOURCERPM"),
    buildTimeSeconds: number("BUILDTIME"),
    buildHost: text("BUILDHOST"),
    summary: text("SUMMARY"),
    license: text("LICENSE"),
    vendor: text("VENDOR"),
    url: text("URL"),
    packager: text("PACKAGER"),
    group: text("GROUP"),
    rpmVersion: text("RPMVERSION"),
    installedSizeBytes: number("LONGSIZE")!,
    payload: {
      format: text("PAYLOADFORMAT"),
      compressor: text("PAYLOADCOMPRESSOR"),
      flags: text("PAYLOADFLAGS"),
    },
    fileDigestAlgorithm: HASHES[
      String(rpm["FILEDIGESTALGO"] ?? 1)
    ] as RpmInfo["fileDigestAlgorithm"],
    provides: rpm.provides,
    requires: rpm.requires,
    conflicts: rpm.conflicts,
    obsoletes: rpm.obsoletes,
    recommends: rpm.recommends,
    suggests: rpm.suggests,
    supplements: rpm.supplements,
    enhances: rpm.enhances,
    files: rpm.files.map((file) => ({
      path: file.name,
      mode: file.mode,
      sizeBytes: file.size,
      mtimeSeconds: file.mtime,
      flags: file.flags,
      verifyFlags: file.verifyflags,
      linkTarget: file.linkto,
      user: file.user,
      group: file.group,
      digest: file.digest,
      imaSignature: "",
      rdev: file.rdev,
      inode: file.inode,
      capabilities: "",
    })),
    openPgpSignatures: [],
    imaLayout: "none",
  };
}

const SCRIPTS = [
  ["PRETRANS", "pretrans"],
  ["PREIN", "prein"],
  ["POSTIN", "postin"],
  ["PREUN", "preun"],
  ["POSTUN", "postun"],
  ["POSTTRANS", "posttrans"],
  ["VERIFYSCRIPT", "verify"],
] as const;

describe("describeRpm", () => {
  it.each(packagesOf<{ rpm: ExpectedFacts }>("unsigned"))(
    "knows every fact rpm knows about %s",
    async (path, { rpm }) => {
      const info = describeRpm(await headersOf(vector(path)));
      expect(info).toMatchObject(expectedInfo(rpm));
      for (const [tag, kind] of SCRIPTS) {
        const script = info.scriptlets.find((each) => each.kind === kind);
        expect(script?.body ?? "").toBe(rpm[tag] ?? "");
        const interpreter = rpm[`${tag}PROG`];
        if (typeof interpreter === "string")
          expect(script?.interpreter).toEqual([interpreter]);
      }
      const isV6 = path.includes("/6.0/") && !path.includes("rpm6v4");
      expect(info.format).toBe(isV6 ? 6 : 4);
    },
  );

  it.each(packagesOf("unsigned").map(([path]) => path))(
    "agrees with the file name of %s",
    async (path) => {
      const info = describeRpm(await headersOf(vector(path)));
      const fileName = path.replace(/.*\//, "");
      expect(rpmFileNameOf(info)).toBe(fileName);
      expect(parseRpmFileName(fileName)).toEqual({
        name: info.name,
        version: info.version,
        release: info.release,
        arch: info.isSource ? "src" : info.arch,
      });
    },
  );

  it("shows triggers with their interpreters", async () => {
    const path = "unsigned/4.18/scriptlets-1-1.noarch.rpm";
    const { scriptlets } = describeRpm(await headersOf(vector(path)));
    expect(scriptlets.filter(({ kind }) => kind === "trigger")).toEqual([
      { kind: "trigger", interpreter: ["/bin/sh"], body: "exit 0" },
      { kind: "trigger", interpreter: ["/bin/sh"], body: "exit 0" },
    ]);
  });

  const signedSets = [
    "signed-sigheader",
    "signed-mainheader",
    "signed-mainheader-stx",
    "files-only-sigheader",
    "files-only-mainheader",
  ];

  it.each(signedSets.flatMap((set) => packagesOf<ExpectedSigned>(set)))(
    "shows the signatures of %s",
    async (path, expected) => {
      const info = describeRpm(await headersOf(vector(path)));
      if (expected.fileNames !== null) {
        expect(info.files.map((file) => file.path)).toEqual(expected.fileNames);
        expect(info.files.map((file) => file.imaSignature)).toEqual(
          expected.fileSignatures ?? expected.fileNames.map(() => ""),
        );
      }
      const layouts = { mainHeader: "header", signatureHeader: "signature" };
      expect(info.imaLayout).toBe(
        expected.tagsIn === null ? "none" : layouts[expected.tagsIn],
      );
      expect(info.openPgpSignatures.map(({ tag }) => tag)).toEqual(
        expected.gpgTags.toSorted((a, b) => a - b),
      );
    },
  );

  it("says who made an OpenPGP signature and what it covers", async () => {
    const path = "signed-sigheader/4.11/sysinv-1.0-1055.tis.6.x86_64.rpm";
    const { openPgpSignatures } = describeRpm(await headersOf(vector(path)));
    const keyId = "98e39e3cabc36e0d";
    expect(openPgpSignatures).toMatchObject([
      { tag: 268, name: "RSA", covers: "header", keyId },
      { tag: 1002, name: "PGP", covers: "header+payload", keyId },
    ]);
  });

  it("calls a main header without region format 3", async () => {
    const bytes = vector("malformed/hdr-region-missing.rpm");
    expect(describeRpm(await headersOf(bytes)).format).toBe(3);
  });
});
