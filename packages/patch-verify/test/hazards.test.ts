import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { concatBytes, DEFAULT_LIMITS, type Limits } from "@stx-patch/core";
import { nativeHash, nativeInflater } from "@stx-patch/node-io";
import {
  chunked,
  craftPatch,
  TEST_KEYS,
  type CraftedMember,
  type PatchParts,
  paxHeader,
  rawMember,
  rawTar,
  type RawMember,
} from "@stx-patch/testkit";
import { anchorsFrom } from "@stx-patch/trust";
import {
  FINDING_CODES,
  verifyPatch,
  type VerificationReport,
} from "../src/index.js";
import { CGCS, EPOCH, rpm, SCRIPT, soundParts, text } from "./support/parts.js";

async function verify(
  patch: Uint8Array,
  limits: Partial<Limits> = {},
  clock?: () => number,
): Promise<VerificationReport> {
  return verifyPatch(chunked(patch, [65_536]), {
    anchors: anchorsFrom(readFileSync(TEST_KEYS.dev.certificate), {
      role: "dev",
      source: "dev",
    }),
    policy: {
      checkDates: false,
      now: new Date("2027-01-01"),
      minRsaBits: 2048,
    },
    hash: nativeHash,
    inflater: nativeInflater,
    limits: { ...DEFAULT_LIMITS, ...limits },
    clock,
  });
}

type Parts = readonly (RawMember | Uint8Array)[];

/** Changes the sealed members' outer archive. */
async function outer(
  build: (members: CraftedMember[]) => Parts,
): Promise<Uint8Array> {
  let kept: CraftedMember[] = [];
  await craftPatch(
    soundParts({
      afterSeal: (members) => {
        kept = members;
        return members;
      },
    }),
  );
  return gzipSync(rawTar(build(kept)), { level: 9 });
}

/** Replaces software.tar before it is sealed and signed. */
async function software(
  build: (plain: RawMember) => Uint8Array | Parts,
): Promise<Uint8Array> {
  const built = build({ name: CGCS.name, body: CGCS.body });
  return crafted({
    beforeSeal: ([metadata, , ...rest]) => [
      metadata!,
      {
        name: "software.tar",
        body: built instanceof Uint8Array ? built : rawTar(built),
      },
      ...rest,
    ],
  });
}

async function crafted(change: Partial<PatchParts>): Promise<Uint8Array> {
  return craftPatch(soundParts(change));
}

const { metadata } = soundParts();
const withMetadata = (change: Partial<typeof metadata>): Promise<Uint8Array> =>
  crafted({ metadata: { ...metadata, ...change } });
const withXml = (xml: string): Promise<Uint8Array> =>
  crafted({ xml: text(xml) });

/** What a hazard is, its code, where it is found, and a patch that has it. */
const HAZARDS: readonly [
  hazard: string,
  code: string,
  member: string | undefined,
  patch: () => Promise<Uint8Array>,
][] = [
  [
    "a member beyond the five",
    "MEMBER_UNKNOWN",
    "x",
    () => outer((m) => [...m, { name: "x" }]),
  ],
  [
    "a member outside of the archive",
    "MEMBER_UNSAFE_PATH",
    "../x",
    () => outer((m) => [...m, { name: "../x" }]),
  ],
  [
    "a path with ..",
    "TAR_NAME_PARENT",
    undefined,
    () => outer((m) => [...m, { name: "../x" }]),
  ],
  [
    "an absolute path",
    "TAR_NAME_ABSOLUTE",
    undefined,
    () => outer((m) => [...m, { name: "/x" }]),
  ],
  [
    "another spelling of a name",
    "TAR_NAME_ALIAS",
    undefined,
    () => outer((m) => [...m, { name: "./signature" }]),
  ],
  [
    "a link",
    "MEMBER_NOT_A_FILE",
    "signature.v2",
    () =>
      outer(([a, b, c]) => [
        a!,
        b!,
        c!,
        { name: "signature.v2", type: "2", linkName: "x" },
      ]),
  ],
  [
    "a device",
    "MEMBER_NOT_A_FILE",
    "signature",
    () =>
      outer(([a, b, , d]) => [a!, b!, { name: "signature", type: "3" }, d!]),
  ],
  [
    "a folder",
    "MEMBER_NOT_A_FILE",
    "signature",
    () =>
      outer(([a, b, , d]) => [a!, b!, { name: "signature", type: "5" }, d!]),
  ],
  [
    "a member name twice",
    "MEMBER_DUPLICATE",
    "software.tar",
    () => outer((m) => [...m, m[1]!]),
  ],
  [
    "another order",
    "MEMBER_ORDER",
    "metadata.tar",
    () => outer(([a, b, ...m]) => [b!, a!, ...m]),
  ],
  [
    "an oversized member",
    "VERIFY_MEMBER_TOO_LARGE",
    "signature.v2",
    () =>
      outer(([a, b, c]) => [
        a!,
        b!,
        c!,
        { name: "signature.v2", body: new Uint8Array(2000) },
      ]),
  ],
  [
    "a boundary that moved",
    "VERIFY_BOUNDARY_MOVED",
    "metadata.tar",
    () =>
      crafted({
        beforeSeal: ([a, b]) => [
          { name: "metadata.tar", body: concatBytes([a!.body, b!.body]) },
          { name: "software.tar", body: rawTar([]) },
        ],
      }),
  ],
  [
    "bytes behind an inner end mark",
    "TAR_TRAILING_DATA",
    "software.tar",
    () =>
      software((plain) =>
        concatBytes([rawTar([plain]), text("x".repeat(512))]),
      ),
  ],
  [
    "bytes behind the outer end mark",
    "TAR_TRAILING_DATA",
    undefined,
    () => outer((m) => [...m, new Uint8Array(1024), text("x".repeat(512))]),
  ],
  [
    "no end mark",
    "TAR_END_MISSING",
    "software.tar",
    () => software((plain) => rawMember(plain)),
  ],
  [
    "bytes behind the gzip trailer",
    "GZIP_TRAILING_DATA",
    undefined,
    () => crafted({ bendGzip: (patch) => concatBytes([patch, text("xx")]) }),
  ],
  [
    "a second gzip member",
    "GZIP_SECOND_MEMBER",
    undefined,
    () => crafted({ bendGzip: (patch) => concatBytes([patch, patch]) }),
  ],
  [
    "a negative size",
    "TAR_SIZE_INVALID",
    "software.tar",
    () =>
      software((plain) => [
        plain,
        {
          name: "x",
          bend: (header) => {
            header.fill(0xff, 124, 136);
          },
        },
      ]),
  ],
  [
    "a size in base 256",
    "TAR_NUMBER_BASE256",
    "software.tar",
    () =>
      software((plain) => [
        {
          ...plain,
          bend: (header) => {
            header.fill(0, 124, 136);
            header[124] = 0x80;
            new DataView(header.buffer).setUint32(132, plain.body?.length ?? 0);
          },
        },
      ]),
  ],
  [
    "a size that is no number",
    "TAR_NUMBER_MALFORMED",
    "software.tar",
    () => software((plain) => [plain, { name: "x", size: "+1\0" }]),
  ],
  [
    "a bad header checksum",
    "TAR_CHECKSUM_MISMATCH",
    "software.tar",
    () => software((plain) => [plain, { name: "x", badChecksum: true }]),
  ],
  [
    "an unknown type",
    "TAR_TYPE_UNKNOWN",
    "software.tar",
    () => software((plain) => [{ ...plain, type: "Z" }]),
  ],
  [
    "a pax path",
    "TAR_PAX_OVERRIDE",
    "software.tar",
    () =>
      software((plain) => [
        paxHeader({ path: plain.name }),
        { ...plain, name: "x" },
      ]),
  ],
  [
    "a pax size",
    "TAR_PAX_OVERRIDE",
    "software.tar",
    () =>
      software((plain) => [
        paxHeader({ size: String(plain.body?.length) }),
        plain,
      ]),
  ],
  [
    "a pax link path",
    "TAR_PAX_OVERRIDE",
    "software.tar",
    () => software((plain) => [paxHeader({ linkpath: "x" }), plain]),
  ],
  [
    "a global pax header",
    "TAR_PAX_GLOBAL",
    "software.tar",
    () => software((plain) => [paxHeader({ path: "x" }, "g"), plain]),
  ],
  [
    "a sparse file of GNU",
    "TAR_SPARSE",
    "software.tar",
    () => software((plain) => [plain, { name: "x", type: "S" }]),
  ],
  [
    "a sparse file of pax",
    "TAR_SPARSE",
    "software.tar",
    () => software((plain) => [paxHeader({ "GNU.sparse.major": "1" }), plain]),
  ],
  [
    "a long name without need",
    "TAR_GNU_LONG_NAME",
    "software.tar",
    () =>
      software((plain) => [
        { name: "././@LongLink", type: "L", body: text(`${plain.name}\0`) },
        plain,
      ]),
  ],
  [
    "a document type",
    "META_DOCTYPE",
    "metadata.tar/metadata.xml",
    () => withXml('<!DOCTYPE patch [<!ENTITY a "b">]><patch/>'),
  ],
  [
    "an entity",
    "META_ENTITY",
    "metadata.tar/metadata.xml",
    () => withXml("<patch><id>&a;</id></patch>"),
  ],
  [
    "deep XML",
    "META_TOO_DEEP",
    "metadata.tar/metadata.xml",
    () => withXml(`<patch>${"<a>".repeat(20)}${"</a>".repeat(20)}</patch>`),
  ],
  [
    "XML of many elements",
    "META_TOO_MANY_ELEMENTS",
    "metadata.tar/metadata.xml",
    () => withXml(`<patch>${"<a/>".repeat(100_001)}</patch>`),
  ],
  [
    "a huge text",
    "META_TOO_LARGE",
    "metadata.tar/metadata.xml",
    () =>
      withXml(
        `<patch><id>${Array.from({ length: 80_000 }, (_, i) => Math.sin(i)).join(" ")}</id></patch>`,
      ),
  ],
  [
    "an element twice",
    "META_DUPLICATE_ELEMENT",
    "metadata.tar/metadata.xml",
    () => withXml("<patch><id>A</id><id>B</id></patch>"),
  ],
  [
    "an element inside of a text",
    "META_NESTED_ELEMENT",
    "metadata.tar/metadata.xml",
    () => withXml("<patch><id>A<b/>B</id></patch>"),
  ],
  [
    "another root",
    "META_ROOT",
    "metadata.tar/metadata.xml",
    () => withXml("<pitch/>"),
  ],
  [
    "text where a number is read",
    "VERIFY_CHECKSUM_MALFORMED",
    "signature",
    () =>
      crafted({
        afterSeal: (m) =>
          m.map((member) =>
            member.name === "signature"
              ? { ...member, body: text("many") }
              : member,
          ),
      }),
  ],
  [
    "text where Y or N is read",
    "META_FLAG_VALUE",
    "metadata.tar/metadata.xml",
    () =>
      withXml("<patch><id>A</id><reboot_required>no</reboot_required></patch>"),
  ],
  [
    "metadata.xml twice",
    "VERIFY_METADATA_TAR_EXTRA",
    "metadata.tar/metadata.xml",
    () =>
      crafted({
        extraMetadata: [{ name: "metadata.xml", body: text("<patch/>") }],
      }),
  ],
  [
    "contents without the RPM",
    "VERIFY_CONTENTS_NOT_IN_SOFTWARE",
    "metadata.tar/metadata.xml",
    () => withMetadata({ contents: [CGCS.name, EPOCH.name] }),
  ],
  [
    "an RPM without contents",
    "VERIFY_SOFTWARE_NOT_IN_CONTENTS",
    `software.tar/${EPOCH.name}`,
    () => crafted({ rpms: [CGCS, EPOCH] }),
  ],
  [
    "a file name that does not parse",
    "META_RPM_NAME",
    "metadata.tar/metadata.xml",
    () => withMetadata({ contents: ["x.rpm"] }),
  ],
  [
    "a file name that the header disowns",
    "VERIFY_RPM_NAME_MISMATCH",
    "software.tar/cgcs-patch-1.0-32.tis.x86_64.rpm",
    () =>
      crafted({
        rpms: [{ ...CGCS, name: "cgcs-patch-1.0-32.tis.x86_64.rpm" }],
      }),
  ],
  [
    "an RPM damaged inside",
    "VERIFY_RPM_DIGEST_MISMATCH",
    "software.tar/payload-gzip-1-1.noarch.rpm",
    () =>
      crafted({
        rpms: [
          rpm("malformed/payload-bit-flip.rpm", "payload-gzip-1-1.noarch.rpm"),
        ],
      }),
  ],
  [
    "a file that is no RPM",
    "RPM_LEAD_MAGIC",
    `software.tar/${CGCS.name}`,
    () => crafted({ rpms: [{ ...CGCS, body: new Uint8Array(500) }] }),
  ],
  [
    "two RPMs of one package",
    "VERIFY_RPM_DUPLICATE_PACKAGE",
    "software.tar/cgcs-patch-1.0-32.tis.x86_64.rpm",
    () =>
      crafted({
        rpms: [CGCS, { ...CGCS, name: "cgcs-patch-1.0-32.tis.x86_64.rpm" }],
      }),
  ],
  [
    "something beside the RPMs",
    "VERIFY_SOFTWARE_ENTRY",
    "software.tar/etc/x",
    () => crafted({ rpms: [CGCS, { name: "etc/x", body: text("x") }] }),
  ],
  [
    "a node type without its package",
    "VERIFY_PERSONALITY_WITHOUT_RPM",
    "metadata.tar/metadata.xml",
    () =>
      withMetadata({
        personalities: [{ type: "worker", packages: ["other"] }],
      }),
  ],
  [
    "a node type that no release knows",
    "META_PERSONALITY_UNKNOWN",
    "metadata.tar/metadata.xml",
    () =>
      withMetadata({
        personalities: [{ type: "edge", packages: ["cgcs-patch"] }],
      }),
  ],
  [
    "a node type of before 2019",
    "META_PERSONALITY_RETIRED",
    "metadata.tar/metadata.xml",
    () =>
      withMetadata({
        personalities: [{ type: "compute", packages: ["cgcs-patch"] }],
      }),
  ],
  [
    "an announced script that is missing",
    "VERIFY_SEMANTICS_MISSING",
    "metadata.tar/metadata.xml",
    () => withMetadata({ semantics: ["pre-apply"] }),
  ],
  [
    "a script that is not announced",
    "VERIFY_SEMANTICS_UNLISTED",
    `semantics.tar/${SCRIPT.name}`,
    () => crafted({ scripts: [SCRIPT] }),
  ],
  [
    "a script twice",
    "VERIFY_SEMANTICS_DUPLICATE",
    `semantics.tar/${SCRIPT.name}`,
    () =>
      crafted({
        metadata: { ...metadata, semantics: ["pre-apply"] },
        scripts: [SCRIPT, SCRIPT],
      }),
  ],
  [
    "a patch id that leaves its folder",
    "ID_INVALID",
    "metadata.tar/metadata.xml",
    () => withMetadata({ id: "../x" }),
  ],
  [
    "a required id with spaces",
    "ID_INVALID",
    "metadata.tar/metadata.xml",
    () => withMetadata({ requires: ["a b"] }),
  ],
  [
    "a dependency on itself",
    "META_REQUIRES_SELF",
    "metadata.tar/metadata.xml",
    () => withMetadata({ requires: [metadata.id] }),
  ],
  [
    "a signature by nobody",
    "TRUST_BAD_SIGNATURE",
    "signature.v2",
    () =>
      crafted({
        afterSeal: (m) =>
          m.map((member) =>
            member.name === "signature.v2"
              ? { ...member, body: new Uint8Array(256) }
              : member,
          ),
      }),
  ],
  [
    "a decompression bomb",
    "GZIP_RATIO_EXCEEDED",
    undefined,
    () => outer((m) => [...m, { name: "x", body: new Uint8Array(16 << 20) }]),
  ],
  [
    "a tar of too many members",
    "TAR_TOO_MANY_MEMBERS",
    undefined,
    () =>
      outer(() =>
        Array.from({ length: 20_001 }, (_, i) => ({
          name: `m${i}-${Math.sin(i)}`,
        })),
      ),
  ],
];

/** These are about the file as a whole. */
const PLACELESS = new Set(["GZIP_RATIO_EXCEEDED"]);

describe("each hazard of the format", () => {
  it.each(HAZARDS)("%s is %s in %s", async (_, code, member, patch) => {
    const report = await verify(await patch());
    const found = report.findings.filter((finding) => finding.code === code);
    expect(report.findings.map((finding) => finding.code)).toContain(code);
    const { message, remedy, offset } =
      found.find((finding) => finding.member === member) ?? {};
    expect(message).toMatch(/\S/);
    expect(remedy).toMatch(/\S/);
    expect(FINDING_CODES[code]?.meaning).toMatch(/\.$/);
    const isInXml = member === "metadata.tar/metadata.xml";
    const isScript = member?.startsWith("semantics.tar/") === true;
    if (!isInXml && !isScript && !PLACELESS.has(code))
      expect(offset).toBeGreaterThanOrEqual(0);
    const decides = found.some(({ severity }) => severity === "error");
    if (decides) expect(report.verdict).not.toBe("trusted");
  });

  it("is in the documentation, with its code", () => {
    const page = readFileSync(
      new URL("../../../docs/hazards.md", import.meta.url),
      "utf8",
    );
    const documented = new Set(
      [...page.matchAll(/`([A-Z]+_[A-Z0-9_]+)`/g)].map(([, code]) => code),
    );
    expect(
      HAZARDS.map(([, code]) => code).filter((code) => !documented.has(code)),
    ).toEqual([]);
    expect(
      [...documented].filter((code) => FINDING_CODES[code ?? ""] === undefined),
    ).toEqual([]);
  });
});

describe("what is allowed", () => {
  it("are times in pax headers, as Python writes them", async () => {
    const patch = await software((plain) => [
      paxHeader({ mtime: "1590969600.25" }),
      plain,
    ]);
    expect((await verify(patch)).verdict).toBe("trusted");
  });
});

describe("limits", () => {
  it("bound the time", async () => {
    let now = 0;
    const report = await verify(
      await crafted({}),
      { maxSeconds: 5 },
      () => (now += 6_000),
    );
    expect(report.findings.map(({ code }) => code)).toContain(
      "VERIFY_TIME_EXCEEDED",
    );
    expect(report.verdict).toBe("malformed");
  });

  it("bound the headers of all RPMs together", async () => {
    const patch = await crafted({
      metadata: { ...metadata, contents: [CGCS.name, EPOCH.name] },
      rpms: [CGCS, EPOCH],
    });
    expect((await verify(patch)).verdict).toBe("trusted");
    const report = await verify(patch, { maxRpmHeadersBytes: 9_000 });
    expect(report.verdict).toBe("malformed");
    expect(report.rpms.map(({ nevra }) => nevra === null)).toEqual([
      false,
      true,
    ]);
  });

  it.each<[limit: keyof Limits, code: string]>([
    ["maxPatchBytes", "GZIP_TOO_LARGE"],
    ["maxTarMembers", "TAR_TOO_MANY_MEMBERS"],
    ["maxMetadataTarBytes", "VERIFY_MEMBER_TOO_LARGE"],
    ["maxMetadataXmlBytes", "VERIFY_MEMBER_TOO_LARGE"],
    ["maxXmlDepth", "META_TOO_DEEP"],
    ["maxXmlElements", "META_TOO_MANY_ELEMENTS"],
    ["maxSignatureBytes", "VERIFY_MEMBER_TOO_LARGE"],
    ["maxScriptBytes", "VERIFY_MEMBER_TOO_LARGE"],
  ])("%s makes %s", async (limit, code) => {
    const patch = await crafted({
      metadata: { ...metadata, semantics: ["pre-apply"] },
      scripts: [SCRIPT],
    });
    const report = await verify(patch, { [limit]: 1 });
    expect(report.findings.map((finding) => finding.code)).toContain(code);
    expect(report.verdict).toBe("malformed");
  });
});
