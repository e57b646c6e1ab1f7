import { gzipSync } from "node:zlib";
import { concatBytes } from "@stx-patch/core";
import {
  craftPatch,
  type CraftedMember,
  type PatchParts,
  paxHeader,
  rawMember,
  rawTar,
  type RawMember,
} from "@stx-patch/testkit";
import { CGCS, EPOCH, SCRIPT, soundParts, text } from "../support/parts.js";

/** One patch that is odd in one way. */
export interface HostileCase {
  readonly what: string;
  readonly patch: () => Promise<Uint8Array>;
  /** Our answer may be that nobody can tell. */
  readonly undetermined?: boolean;
}

/** The five or so members of a sound patch, by which a test builds another archive. */
type Members = readonly CraftedMember[];

function crafted(
  what: string,
  change: Partial<PatchParts>,
  undetermined = false,
): HostileCase {
  return { what, patch: () => craftPatch(soundParts(change)), undetermined };
}

/** A patch whose outer archive is put together by hand from the sealed members of a sound one. */
function outer(
  what: string,
  build: (members: Members) => Uint8Array | readonly (RawMember | Uint8Array)[],
  undetermined = false,
): HostileCase {
  return {
    what,
    undetermined,
    async patch() {
      const built = build(await sealedMembers(soundParts()));
      return gzipSync(built instanceof Uint8Array ? built : rawTar(built));
    },
  };
}

/** A patch with an inner archive made by hand, sealed and signed as if it were right. */
function inner(
  what: string,
  name: "metadata.tar" | "software.tar",
  build: (plain: RawMember) => Uint8Array | readonly (RawMember | Uint8Array)[],
  undetermined = false,
): HostileCase {
  const beforeSeal = (members: CraftedMember[]): CraftedMember[] =>
    members.map((member) => {
      if (member.name !== name) return member;
      const plain =
        name === "metadata.tar"
          ? { name: "metadata.xml", body: firstFile(member.body) }
          : { name: CGCS.name, body: CGCS.body };
      const built = build(plain);
      return {
        ...member,
        body: built instanceof Uint8Array ? built : rawTar(built),
      };
    });
  return crafted(what, { beforeSeal }, undetermined);
}

function firstFile(tar: Uint8Array): Uint8Array {
  const size = new TextDecoder().decode(tar.subarray(124, 135));
  return tar.slice(512, 512 + Number.parseInt(size, 8));
}

async function sealedMembers(parts: PatchParts): Promise<Members> {
  const kept: CraftedMember[] = [];
  await craftPatch({
    ...parts,
    afterSeal: (members) => {
      kept.push(...members);
      return members;
    },
  });
  return kept;
}

function xml(
  what: string,
  document: string,
  undetermined = false,
): HostileCase {
  return crafted(
    `metadata.xml with ${what}`,
    { xml: text(document) },
    undetermined,
  );
}

const GOOD_XML = `<patch><id>CRAFT_0001</id><sw_version>20.06</sw_version><contents><rpm>${CGCS.name}</rpm></contents></patch>`;
const inXml = (from: string, to: string): string => GOOD_XML.replace(from, to);

const longNames = (name: string, type: "L" | "x"): RawMember =>
  type === "L"
    ? { name: "././@LongLink", type, body: text(`${name}\0`) }
    : paxHeader({ path: name });

const OUTER: readonly HostileCase[] = [
  outer("nothing odd", (members) => members),
  outer("no member at all", () => []),
  outer("an empty file", () => new Uint8Array(0)),
  outer("one zero block", () => new Uint8Array(512)),
  outer("text", () => text("hello".repeat(300))),
  outer("a stranger in front", (m) => [{ name: "x", body: text("x") }, ...m]),
  outer("a stranger behind", (m) => [
    ...m,
    { name: "../../etc/x", body: text("x") },
  ]),
  outer("a device behind", (m) => [...m, { name: "dev", type: "3" }]),
  outer("members in another order", ([a, b, c, d]) => [d!, c!, a!, b!]),
  outer("software.tar in front", ([a, b, ...m]) => [b!, a!, ...m], true),
  outer("software.tar twice, the same", (m) => [...m, m[1]!]),
  outer("software.tar twice, the last one sound", ([a, b, ...m]) => [
    a!,
    { name: "software.tar", body: text("x") },
    b!,
    ...m,
  ]),
  outer("software.tar twice, the first one sound", (m) => [
    ...m,
    { name: "software.tar", body: text("x") },
  ]),
  outer("metadata.tar twice, the last one behind", (m) => [...m, m[0]!], true),
  outer("signature.v2 twice, the last one sound", (m) => [
    { name: "signature.v2", body: text("x") },
    ...m,
  ]),
  outer("signature.v2 twice, the first one sound", (m) => [
    ...m,
    { name: "signature.v2", body: text("x") },
  ]),
  outer("signature twice, the first one sound", (m) => [
    ...m,
    { name: "signature", body: text("0") },
  ]),
  ...["metadata.tar", "software.tar", "signature", "signature.v2"].map((name) =>
    outer(`no ${name}`, (m) => m.filter((member) => member.name !== name)),
  ),
  outer("a folder called signature.v2", ([a, b, c]) => [
    a!,
    b!,
    c!,
    { name: "signature.v2/", type: "5" },
  ]),
  outer(
    "a link called signature.v2",
    ([a, b, c, d]) => [
      a!,
      b!,
      c!,
      { ...d!, name: "other" },
      { name: "signature.v2", type: "2", linkName: "other" },
    ],
    true,
  ),
  outer(
    "a pipe called signature",
    ([a, b, , d]) => [a!, b!, { name: "signature", type: "6" }, d!],
    true,
  ),
  outer("names with ./", (m) =>
    m.map((member) => ({ ...member, name: `./${member.name}` })),
  ),
  outer("a name split into prefix and name", ([a, ...m]) => [
    { ...a!, name: "tar", prefix: "metadata" },
    ...m,
  ]),
  outer("a type that nobody knows", ([a, ...m]) => [
    { ...a!, type: "Z" },
    ...m,
  ]),
  outer("the oldest type", (m) =>
    m.map((member) => ({ ...member, type: "\0" })),
  ),
  outer("the contiguous type", (m) =>
    m.map((member) => ({ ...member, type: "7" })),
  ),
  outer("a GNU long name", ([a, ...m]) => [
    longNames("metadata.tar", "L"),
    { ...a!, name: "x" },
    ...m,
  ]),
  outer("a GNU long name that hides a member", ([a, ...m]) => [
    longNames("x", "L"),
    a!,
    ...m,
  ]),
  outer("a pax path", ([a, ...m]) => [
    longNames("metadata.tar", "x"),
    { ...a!, name: "x" },
    ...m,
  ]),
  outer("a pax path that hides a member", ([a, ...m]) => [
    longNames("x", "x"),
    a!,
    ...m,
  ]),
  outer("a pax path in front of a GNU long name", ([a, ...m]) => [
    longNames("metadata.tar", "x"),
    longNames("x", "L"),
    { ...a!, name: "y" },
    ...m,
  ]),
  outer("a pax size that is right", ([a, ...m]) => [
    paxHeader({ size: String(a!.body.length) }),
    { ...a!, size: "00000000007\0" },
    ...m,
  ]),
  outer("a pax size that is wrong", ([a, ...m]) => [
    paxHeader({ size: "512" }),
    a!,
    ...m,
  ]),
  outer("a pax time", ([a, ...m]) => [paxHeader({ mtime: "1.5" }), a!, ...m]),
  outer("a pax header twice", ([a, ...m]) => [
    longNames("metadata.tar", "x"),
    longNames("x", "x"),
    { ...a!, name: "y" },
    ...m,
  ]),
  outer("a pax header without a member", (m) => [
    ...m,
    paxHeader({ mtime: "1" }),
  ]),
  outer("a global pax header", (m) => [paxHeader({ comment: "x" }, "g"), ...m]),
  outer(
    "a global pax path",
    (m) => [paxHeader({ path: "x" }, "g"), ...m],
    true,
  ),
  outer(
    "a malformed pax header",
    (m) => [{ name: "p", type: "x", body: text("junk") }, ...m],
    true,
  ),
  outer(
    "a sparse pax header",
    (m) => [paxHeader({ "GNU.sparse.size": "1" }), ...m],
    true,
  ),
  outer("a sparse file", (m) => [...m, { name: "s", type: "S" }], true),
  outer("a number in base 256", ([a, ...m]) => [
    {
      ...a!,
      bend: (header) => {
        header.fill(0, 124, 136);
        header[124] = 0x80;
        new DataView(header.buffer).setUint32(132, a!.body.length);
      },
    },
    ...m,
  ]),
  outer("a number that is none", (m) => [
    ...m,
    {
      name: "x",
      bend: (header) => {
        header.set(text("xxxxxxx"), 100);
      },
    },
  ]),
  outer("a number that is none, first", (m) => [
    {
      name: "x",
      bend: (header) => {
        header.set(text("xxxxxxx"), 100);
      },
    },
    ...m,
  ]),
  outer("empty numbers", (m) =>
    m.map((member) => ({
      ...member,
      bend: (header) => header.fill(0, 100, 124),
    })),
  ),
  outer("a bad checksum in front", (m) => [
    { name: "x", badChecksum: true },
    ...m,
  ]),
  outer("a bad checksum in the middle", ([a, ...m]) => [
    a!,
    { name: "x", badChecksum: true },
    ...m,
  ]),
  outer("a bad checksum behind", (m) => [
    ...m,
    { name: "x", badChecksum: true },
    { name: "signature", body: text("0") },
  ]),
  outer("no magic", (m) =>
    m.map((member) => ({
      ...member,
      bend: (header) => header.fill(0, 257, 265),
    })),
  ),
  outer("an end mark in the middle", ([a, b, ...m]) => [
    a!,
    b!,
    new Uint8Array(512),
    ...m,
  ]),
  outer("members behind the end mark", (m) => [
    ...m,
    new Uint8Array(1024),
    { name: "signature", body: text("0") },
  ]),
  outer("no end mark", (m) =>
    concatBytes(m.map((member) => rawMember(member))),
  ),
  outer("no end mark and half a header", (m) =>
    concatBytes([
      ...m.map((member) => rawMember(member)),
      new Uint8Array(100).fill(65),
    ]),
  ),
  outer("an end in the middle of signature.v2", (m) =>
    concatBytes(m.map((member) => rawMember(member))).slice(0, -300),
  ),
  outer(
    "an end in the middle of a stranger",
    (m) =>
      concatBytes(
        [...m, { name: "x", body: new Uint8Array(1000) }].map(rawMember),
      ).slice(0, -600),
    true,
  ),
];

const INNER: readonly HostileCase[] = [
  inner("metadata.xml twice, the last one sound", "metadata.tar", (plain) => [
    { name: "metadata.xml", body: text("<x") },
    plain,
  ]),
  inner("metadata.xml twice, the first one sound", "metadata.tar", (plain) => [
    plain,
    { name: "metadata.xml", body: text("<x") },
  ]),
  inner("another spelling of metadata.xml", "metadata.tar", (plain) => [
    { ...plain, name: "./a/../metadata.xml" },
  ]),
  inner("no metadata.xml", "metadata.tar", () => []),
  inner("metadata.tar empty", "metadata.tar", () => new Uint8Array(0)),
  inner("metadata.tar with data behind its end", "metadata.tar", (plain) =>
    concatBytes([rawTar([plain]), text("x".repeat(700))]),
  ),
  inner(
    "metadata.tar that is compressed",
    "metadata.tar",
    (plain) => gzipSync(rawTar([plain])),
    true,
  ),
  inner("software.tar without the RPM", "software.tar", () => [
    { name: "x", body: text("x") },
  ]),
  inner(
    "software.tar with another path to the RPM",
    "software.tar",
    (plain) => [{ ...plain, name: `./${plain.name}` }],
  ),
  inner("software.tar with no end mark", "software.tar", (plain) =>
    rawMember(plain),
  ),
  inner(
    "software.tar that ends too early",
    "software.tar",
    (plain) => rawMember(plain).slice(0, 3000),
    true,
  ),
  inner("software.tar that is text", "software.tar", () =>
    text("no archive".repeat(100)),
  ),
  inner("software.tar with a stranger", "software.tar", (plain) => [
    plain,
    { name: "/etc/passwd", body: text("x") },
  ]),
];

const FORMAT: readonly HostileCase[] = [
  crafted("semantic scripts", {
    metadata: { ...soundParts().metadata, semantics: ["pre-apply"] },
    scripts: [SCRIPT],
  }),
  crafted("a script that is not announced", { scripts: [SCRIPT] }),
  crafted("an RPM that is not listed", { rpms: [CGCS, EPOCH] }),
  crafted("a listed RPM that is not there", {
    metadata: { ...soundParts().metadata, contents: [CGCS.name, EPOCH.name] },
  }),
  crafted("another release", {
    metadata: { ...soundParts().metadata, swVersion: "21.12" },
  }),
  crafted("no release", {
    metadata: { ...soundParts().metadata, swVersion: "" },
  }),
  crafted(
    "an id with a slash",
    { metadata: { ...soundParts().metadata, id: "../x" } },
    true,
  ),
  crafted("no id", { metadata: { ...soundParts().metadata, id: "" } }),
  crafted("a requirement of itself", {
    metadata: { ...soundParts().metadata, requires: ["CRAFT_0001"] },
  }),
  ...["abc", "", "zz", "0x", "-1", "\u00e9"].map((checksum) =>
    crafted(`the checksum ${JSON.stringify(checksum)}`, {
      afterSeal: (members) =>
        members.map((member) =>
          member.name === "signature"
            ? { ...member, body: text(checksum) }
            : member,
        ),
    }),
  ),
  crafted("a checksum with white space, prefix and zeros", {
    afterSeal: (members) =>
      members.map((member) =>
        member.name === "signature"
          ? {
              ...member,
              body: concatBytes([text(" \n+0X000"), member.body, text("\r\n")]),
            }
          : member,
      ),
  }),
  crafted("a signature by nobody", {
    afterSeal: (members) =>
      members.map((member) =>
        member.name === "signature.v2"
          ? { ...member, body: member.body.map((byte) => byte ^ 1) }
          : member,
      ),
  }),
  crafted("the boundary moved and the checksum made to fit", {
    beforeSeal: ([metadata, software]) => [
      {
        name: "metadata.tar",
        body: concatBytes([metadata!.body, software!.body]),
      },
      { name: "software.tar", body: rawTar([]) },
    ],
  }),
];

const XML: readonly HostileCase[] = [
  xml("only what is needed", GOOD_XML),
  xml("another root", GOOD_XML.replaceAll("patch>", "other>")),
  xml("an id twice", inXml("<id>", "<id>OTHER</id><id>"), false),
  xml(
    "contents twice",
    inXml("</patch>", `<contents><rpm>${EPOCH.name}</rpm></contents></patch>`),
  ),
  xml("unknown elements", inXml("<id>", "<new><deep/></new><id>")),
  xml("a comment in the id", inXml("CRAFT", "CR<!-- x -->AFT")),
  xml("a CDATA section", inXml("CRAFT_0001", "<![CDATA[CRAFT_0001]]>")),
  xml("an instruction", inXml("<id>", "<?x y?><id>")),
  xml("an element in the id", inXml("CRAFT_0001", "CRAFT_0001<b/>x")),
  xml("references", inXml("CRAFT_0001", "CR&#65;FT&#x5f;0001")),
  xml("an unknown reference", inXml("CRAFT_0001", "CRAFT&x;")),
  xml("a reference to NUL", inXml("CRAFT_0001", "CRAFT&#0;")),
  xml("a document type", `<!DOCTYPE patch [<!ENTITY a "b">]>${GOOD_XML}`, true),
  xml("a namespace", inXml("<patch>", '<patch xmlns="x">'), true),
  xml("a prefix", inXml("<id>", "<a:b/><id>"), true),
  xml("no end", GOOD_XML.slice(0, -3)),
  xml("overlapping elements", inXml("</id>", "</patch>")),
  xml("text behind the root", `${GOOD_XML}x`),
  xml("a second root", `${GOOD_XML}<x/>`),
  xml("a comment behind the root", `${GOOD_XML}<!-- x -->`),
  xml("a bad comment", inXml("<id>", "<!-- a -- b --><id>")),
  xml("]]> in a text", inXml("CRAFT", "]]>")),
  xml("an attribute twice", inXml("<id>", '<id a="1" a="2">')),
  xml("an attribute without quotes", inXml("<id>", "<id a=1>")),
  xml("a late declaration", ` <?xml version="1.0"?>${GOOD_XML}`),
  xml("a byte order mark", `\uFEFF${GOOD_XML}`),
  xml(
    "an encoding of the west",
    `<?xml version="1.0" encoding="iso-8859-1"?>${GOOD_XML}`,
    true,
  ),
  xml("a control character", inXml("CRAFT", "\u0001")),
  xml(
    "a personality without type",
    inXml("</patch>", "<personality/></patch>"),
  ),
  xml(
    "300 levels",
    inXml("<id>", `${"<a>".repeat(300)}${"</a>".repeat(300)}<id>`),
  ),
  xml("an RPM name that is none", inXml(CGCS.name, "x.rpm")),
  xml("an RPM name with an epoch", inXml(CGCS.name, `1:${CGCS.name}`)),
  xml("an empty RPM name", inXml(CGCS.name, "")),
  xml("an RPM name with line feeds", inXml(CGCS.name, `\n${CGCS.name}`), true),
  xml("no contents", inXml(`<contents><rpm>${CGCS.name}</rpm></contents>`, "")),
  {
    what: "metadata.xml that is not UTF-8",
    patch: () =>
      craftPatch(
        soundParts({
          xml: concatBytes([
            text(GOOD_XML.slice(0, 12)),
            Uint8Array.of(0xff),
            text(GOOD_XML.slice(12)),
          ]),
        }),
      ),
  },
];

const bend = (
  change: (patch: Uint8Array) => Uint8Array,
): Partial<PatchParts> => ({ bendGzip: change });

const GZIP: readonly HostileCase[] = [
  crafted(
    "bytes behind the gzip trailer",
    bend((patch) => concatBytes([patch, text("x")])),
  ),
  crafted(
    "a second gzip member",
    bend((patch) => concatBytes([patch, patch])),
  ),
  crafted(
    "a bad CRC",
    bend((patch) =>
      patch.map((byte, i) => (i === patch.length - 6 ? byte ^ 1 : byte)),
    ),
    true,
  ),
  crafted(
    "a bad length",
    bend((patch) =>
      patch.map((byte, i) => (i === patch.length - 2 ? byte ^ 1 : byte)),
    ),
    true,
  ),
  crafted(
    "no trailer",
    bend((patch) => patch.slice(0, -8)),
    true,
  ),
  crafted(
    "half of it",
    bend((patch) => patch.slice(0, patch.length / 2)),
  ),
  crafted(
    "nothing",
    bend(() => new Uint8Array(0)),
  ),
  crafted(
    "no gzip",
    bend((patch) => patch.slice(1)),
  ),
];

/** Patches that no tool makes, for comparing readers. */
export const HOSTILE_CASES: readonly HostileCase[] = [
  ...OUTER,
  ...INNER,
  ...FORMAT,
  ...XML,
  ...GZIP,
];
