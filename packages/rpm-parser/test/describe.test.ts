import { describe, expect, it } from "@jest/globals";

import {
  type Dependency,
  describeRpm,
  fileDigestsToSign,
  parseRpmFileName,
  rpmFileNameOf,
  type RpmInfo,
} from "../src/index.js";
import {
  codeOf,
  type ExpectedSigned,
  headersOf,
  packagesOf,
  vector,
} from "./support.js";
import { withMain } from "./variants.js";

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

describe("describeRpm on unusual headers", () => {
  const SAMPLE = "unsigned/4.18/payload-gzip-1-1.noarch.rpm";
  const variant = async (
    changes: Parameters<typeof withMain>[1],
  ): Promise<RpmInfo> =>
    describeRpm(withMain(await headersOf(vector(SAMPLE)), changes));

  it("accepts the root directory, which has an empty base name", async () => {
    const { files } = await variant({
      1116: { type: 4, numbers: [0, 0, 1, 1] },
      1117: { type: 8, texts: ["", "x", "y", "z"] },
      1118: { type: 8, texts: ["/", "/opt/"] },
    });
    expect(files.map(({ path }) => path)).toEqual([
      "/",
      "/x",
      "/opt/y",
      "/opt/z",
    ]);
  });

  it.each<[string, string[], string[]]>([
    ["an empty base name", ["/opt/"], ["", "b", "c", "d"]],
    ["a dot", ["/opt/"], [".", "b", "c", "d"]],
    ["dot-dot", ["/opt/"], ["..", "b", "c", "d"]],
    ["a climbing directory", ["/opt/../"], ["a", "b", "c", "d"]],
    ["a relative directory", ["opt/"], ["a", "b", "c", "d"]],
    ["an empty component", ["/opt//x/"], ["a", "b", "c", "d"]],
    ["a double root", ["//"], ["a", "b", "c", "d"]],
    ["an endless directory", [`/${"x".repeat(5000)}/`], ["a", "b", "c", "d"]],
  ])("refuses paths with %s", async (_, dirNames, baseNames) => {
    const changes = {
      1116: { type: 4, numbers: [0, 0, 0, 0] },
      1117: { type: 8, texts: baseNames },
      1118: { type: 8, texts: dirNames },
    };
    expect(await codeOf(() => variant(changes))).toBe("RPM_FILE_PATH");
  });

  it.each<[string, Parameters<typeof withMain>[1], string]>([
    [
      "VERSION with a dash",
      { 1001: { type: 6, texts: ["1-2"] } },
      "RPM_NAME_UNSAFE",
    ],
    [
      "NAME with a leading dot",
      { 1000: { type: 6, texts: [".x"] } },
      "RPM_NAME_UNSAFE",
    ],
    [
      "NAME with a blank",
      { 1000: { type: 6, texts: ["a b"] } },
      "RPM_NAME_UNSAFE",
    ],
    [
      "ARCH with a line feed",
      { 1022: { type: 6, texts: ["x\n"] } },
      "RPM_NAME_UNSAFE",
    ],
    [
      "SOURCEPACKAGE beside SOURCERPM",
      { 1106: { type: 4, numbers: [1] } },
      "RPM_SOURCE_KIND",
    ],
    ["no SOURCERPM", { 1044: undefined }, "RPM_SOURCE_KIND"],
    ["RPMFORMAT 7", { 5114: { type: 4, numbers: [7] } }, "RPM_FORMAT_UNKNOWN"],
    ["no SIZE", { 1009: undefined }, "RPM_TAG_MISSING"],
    ["two EPOCHs", { 1003: { type: 4, numbers: [1, 2] } }, "RPM_TAG_TYPE"],
    ["provides without versions", { 1113: undefined }, "RPM_DEPENDENCY_ARRAYS"],
    [
      "provides with surplus flags",
      { 1112: { type: 4, numbers: [8, 8] } },
      "RPM_DEPENDENCY_ARRAYS",
    ],
    [
      "triggers without interpreter",
      { 1065: { type: 8, texts: ["x"] } },
      "RPM_SCRIPT_ARRAYS",
    ],
    ["no FILEMODES", { 1030: undefined }, "RPM_FILE_ARRAYS"],
    [
      "file arrays without files",
      { 1116: undefined, 1117: undefined, 1118: undefined },
      "RPM_FILE_ARRAYS",
    ],
    [
      "a size beyond 2^53",
      { 5009: { type: 5, numbers: [2 ** 60] } },
      "RPM_NUMBER_RANGE",
    ],
    [
      "two summaries in one STRING_ARRAY",
      { 1004: { type: 8, texts: ["a", "b"] } },
      "RPM_TAG_TYPE",
    ],
  ])("refuses %s", async (_, changes, code) => {
    expect(await codeOf(() => variant(changes))).toBe(code);
  });

  it("reads names of rpm v3 style dependencies, which have no flags", async () => {
    const { provides } = await variant({ 1112: undefined, 1113: undefined });
    expect(provides).toEqual([{ name: "payload-gzip", flags: 0, version: "" }]);
  });

  it("takes strings that are not UTF-8 as ISO-8859-1 when the package promises nothing", async () => {
    const latin1 = { type: 6, bytes: Uint8Array.of(0xe9, 0x80, 0x41, 0) };
    const { vendor } = await variant({ 1011: latin1, 5062: undefined });
    expect(vendor).toBe("\u00e9\u0080A");
    expect(await codeOf(() => variant({ 1011: latin1 }))).toBe(
      "RPM_TEXT_ENCODING",
    );
  });

  it("takes the C locale's text of a translated summary", async () => {
    const { summary } = await variant({
      1004: { type: 9, texts: ["one", "eins"] },
    });
    expect(summary).toBe("one");
  });
});

describe("fileDigestsToSign", () => {
  it("gives one entry per file, undefined without digest", async () => {
    const path = "unsigned/4.18/filekinds-1.0-1.x86_64.rpm";
    const info = describeRpm(await headersOf(vector(path)));
    const digests = fileDigestsToSign(info);
    expect(digests).toHaveLength(info.files.length);
    info.files.forEach(({ digest }, i) => {
      const toSign = digests[i];
      expect(toSign?.algorithm).toBe(digest === "" ? undefined : "sha256");
      expect(Buffer.from(toSign?.digest ?? []).toString("hex")).toBe(digest);
    });
  });

  it.each(["ripemd160", "sha3-256", "sha3-512"] as const)(
    "refuses %s",
    async (fileDigestAlgorithm) => {
      const path = "unsigned/4.18/epoch-2.0-1.noarch.rpm";
      const info = describeRpm(await headersOf(vector(path)));
      expect(
        await codeOf(() => fileDigestsToSign({ ...info, fileDigestAlgorithm })),
      ).toBe("RPM_IMA_ALGORITHM");
    },
  );
});
