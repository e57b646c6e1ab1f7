// Sound patches. A verifier that refuses one of them refuses what real tools write.
import { readdirSync, readFileSync } from "node:fs";

import * as pako from "pako";

import {
  paxHeader,
  rawTar,
  vectorPath,
} from "../../../packages/testkit/dist/index.js";
import {
  crafted,
  GOOD_XML,
  ID,
  inXml,
  metadata,
  OTHER_RPM,
  outer,
  rpm,
  RPM,
  SCRIPT,
  software,
  text,
  withMetadata,
  withRpm,
  withXml,
} from "../parts.mjs";
import { anchorOf, pkcs1Signer, pssSigner } from "../signers.mjs";

const SOUND = { verdict: "trusted", target: "accepted" };

/** Header of GNU tar: another magic, and times behind the names. */
const gnu = (header) => header.set(text("ustar  \0"), 257);
const asGnu = (members) => members.map((member) => ({ ...member, bend: gnu }));
const withTimes = (members) =>
  members.flatMap((member) => [
    paxHeader({ mtime: "1590969600.1234567" }),
    member,
  ]);

/** The sound patch's archive in another gzip stream. */
async function recompressed(options) {
  const plain = pako.ungzip(await crafted());
  return pako.gzip(plain, options);
}

const DIALECTS = [
  {
    name: "good-plain",
    title: "The plain patch",
    why: "One RPM for controllers, plain ustar headers, RSASSA-PSS by the development key. All other cases are this one with one thing changed.",
    codes: ["TRUST_DEVELOPMENT_KEY"],
    make: () => crafted(),
  },
  {
    name: "good-tar-gnu",
    title: "Headers of GNU tar",
    why: "Python before 3.8 wrote GNU headers by default, so most patches in the field have them.",
    make: () => outer(asGnu),
  },
  {
    name: "good-tar-gnu-inner",
    title: "Headers of GNU tar in the inner archives",
    why: "The inner archives come from the same Python as the outer one and have its dialect.",
    make: () => software((plain) => asGnu([plain])),
  },
  {
    name: "good-tar-pax-times",
    title: "Times in pax headers",
    why: "Python since 3.8 puts a pax header with a fractional time in front of every member. It changes nothing that matters.",
    make: () => outer(withTimes),
  },
  {
    name: "good-tar-pax-times-inner",
    title: "Times in pax headers of the inner archives",
    why: "As in the outer archive: only times are changed, and nobody uses them.",
    make: () => software((plain) => withTimes([plain])),
  },
  {
    name: "good-tar-pax-owner",
    title: "Owners in pax headers",
    why: "A build by a user with a large id or a name outside ASCII makes tar write owners as pax records. Nobody uses them either.",
    make: () =>
      outer((members) =>
        members.flatMap((member) => [
          paxHeader({ uid: "3000000", uname: "j\u00fcrgen" }),
          member,
        ]),
      ),
  },
  {
    name: "good-tar-one-record",
    title: "An archive of one block less than a record",
    why: "GNU tar and Python pad archives to 10,240 bytes; other writers stop after the end mark. Both are whole.",
    codes: ["TAR_RECORD_PADDING"],
    make: () =>
      outer((members) => {
        const tar = rawTar(members);
        const used = members.reduce(
          (sum, { body }) => sum + 512 + Math.ceil(body.length / 512) * 512,
          0,
        );
        return tar.slice(0, used + 1024);
      }),
  },
  {
    name: "good-gzip-stored",
    title: "A gzip stream without compression",
    why: "Level 0 stores blocks as they are: legitimate, and the fastest.",
    make: () => recompressed({ level: 0 }),
  },
  {
    name: "good-gzip-fast",
    title: "A gzip stream of level 1",
    why: "Nothing prescribes the level.",
    make: () => recompressed({ level: 1 }),
  },
  {
    name: "good-gzip-fixed-huffman",
    title: "A gzip stream with fixed Huffman codes",
    why: "The third kind of block that deflate knows. Encoders choose it for little data.",
    make: () => recompressed({ level: 9, strategy: 4 }),
  },
  {
    name: "good-gzip-name",
    title: "A file name in the gzip header",
    why: "The original tools' compressor leaves the name of the file in its header.",
    make: () =>
      recompressed({
        level: 9,
        header: { name: `${ID}.patch`, time: 1_590_969_600, os: 3 },
      }),
  },
  {
    name: "good-gzip-header-crc",
    title: "A checksum in the gzip header",
    why: "RFC 1952 has an optional checksum of the header, and readers have to accept one that is right.",
    make: () =>
      recompressed({ level: 9, header: { name: `${ID}.patch`, hcrc: true } }),
  },
];

const SIGNATURES = [
  {
    name: "good-signature-formal",
    title: "Signed by the formal key",
    why: "What a release looks like: the key that every target trusts.",
    make: () => crafted({ signer: pssSigner("formal") }),
  },
  {
    name: "good-signature-pkcs1",
    title: "A signature of the older scheme",
    why: "Targets fall back to RSASSA-PKCS1-v1_5, and some signers make it. It is accepted, and worth a remark.",
    codes: ["TRUST_PKCS1"],
    make: () => crafted({ signer: pkcs1Signer("formal") }),
  },
  {
    name: "good-signature-rsa-3072",
    title: "A key of 3072 bits",
    why: "Nothing in the format fixes the size of the key; the signature is as long as the modulus.",
    trust: [anchorOf("bits-3072")],
    make: () => crafted({ signer: pssSigner("bits-3072") }),
  },
  {
    name: "good-signature-rsa-4096",
    title: "A key of 4096 bits",
    why: "The longest key in common use.",
    trust: [anchorOf("bits-4096")],
    make: () => crafted({ signer: pssSigner("bits-4096") }),
  },
  {
    name: "good-signature-rsa-2049",
    title: "A key of 2049 bits",
    why: "The modulus is one bit longer than a whole number of bytes, so the encoded message is one byte shorter than the signature.",
    trust: [anchorOf("bits-2049")],
    make: () => crafted({ signer: pssSigner("bits-2049") }),
  },
  {
    name: "good-signature-exponent-3",
    title: "A key with the exponent 3",
    why: "Unusual and allowed. Safe as long as padding is compared as a whole.",
    codes: ["TRUST_EXPONENT"],
    trust: [anchorOf("exponent-3")],
    make: () => crafted({ signer: pssSigner("exponent-3") }),
  },
  {
    name: "good-signature-expired",
    title: "An expired certificate, dates not checked",
    why: "Targets ignore the dates of their certificates, and patches of old releases have to stay verifiable. Without a policy it is a remark.",
    codes: ["TRUST_EXPIRED"],
    trust: [anchorOf("expired")],
    make: () => crafted({ signer: pssSigner("expired") }),
  },
  {
    name: "good-signature-issued",
    title: "A signer that a trusted authority issued a certificate to",
    why: "Patches carry no certificates; given the signer's from elsewhere, it leads to an anchor. A target knows only its own two certificates.",
    codes: [],
    target: "undetermined",
    trust: ["trust/chain/issuer-certificate.pem"],
    args: ["--intermediate", "trust/chain/signer.pem"],
    make: () => crafted({ signer: pssSigner("bits-3072") }),
  },
];

const CONTENTS = [
  {
    name: "good-all-node-types",
    title: "An RPM for all node types",
    why: "Six personalities name the same package.",
    make: () =>
      withMetadata({
        personalities: [
          "controller",
          "controller-worker",
          "controller-worker-lowlatency",
          "storage",
          "worker",
          "worker-lowlatency",
        ].map((type) => ({ type, packages: ["epoch"] })),
      }),
  },
  {
    name: "good-two-rpms",
    title: "Two RPMs for different node types",
    why: "Each personality names its own packages.",
    make: () =>
      crafted({
        metadata: metadata({
          contents: [RPM.name, OTHER_RPM.name],
          personalities: [
            { type: "controller", packages: ["epoch"] },
            { type: "storage", packages: ["tilde"] },
          ],
        }),
        rpms: [RPM, OTHER_RPM],
      }),
  },
  {
    name: "good-no-node-type",
    title: "An RPM for no node type",
    why: "It updates hosts that have the package already. Allowed, and worth a remark.",
    codes: ["VERIFY_RPM_WITHOUT_PERSONALITY"],
    make: () => withMetadata({ personalities: [] }),
  },
  {
    name: "good-old-node-type",
    title: "A node type of before 2019",
    why: "Releases before December 2018 said compute. Their patches are still read.",
    codes: ["META_PERSONALITY_RETIRED"],
    make: () =>
      withMetadata({
        personalities: [{ type: "compute", packages: ["epoch"] }],
      }),
  },
  {
    name: "good-scripts",
    title: "Both semantic scripts",
    why: "semantics.tar is signed, too, and comes third.",
    make: () =>
      crafted({
        metadata: metadata({
          semantics: ["pre-apply", "pre-remove"],
          rebootRequired: false,
        }),
        scripts: [SCRIPT, { ...SCRIPT, name: `pre-remove/${ID}` }],
      }),
  },
  {
    name: "good-restart-script",
    title: "A patch that restarts services by itself",
    why: "An in-service patch: no reboot, and scripts inside of the RPM that a target runs when installing it.",
    make: () =>
      withRpm(rpm("unsigned/4.18/scriptlets-1-1.noarch.rpm"), "scriptlets"),
  },
  {
    name: "good-reboot-and-flags",
    title: "All flags set",
    why: "Reboot required, not removable, for the active release only.",
    make: () =>
      withMetadata({
        rebootRequired: true,
        unremovable: true,
        applyActiveReleaseOnly: true,
        status: "REL",
      }),
  },
  {
    name: "good-requires",
    title: "Required patches",
    why: "Two of them; whether a system has them is not this file's question.",
    make: () => withMetadata({ requires: ["BASE_0001", "BASE_0002"] }),
  },
  {
    name: "good-requires-twice",
    title: "A required patch named twice",
    why: "The original tool writes what it was given, duplicates included.",
    codes: ["META_DUPLICATE_ENTRY", "VERIFY_RPM_WITHOUT_PERSONALITY"],
    make: () =>
      inXml(
        "</patch>",
        `<requires>${"<req_patch_id>BASE_0001</req_patch_id>".repeat(2)}</requires></patch>`,
      ),
  },
  {
    name: "good-texts-empty",
    title: "Empty texts everywhere",
    why: "Elements without text are written as <tag/> and mean the same as missing ones.",
    make: () => withMetadata({ status: "" }),
  },
  {
    name: "good-texts-unicode",
    title: "Texts in several scripts",
    why: "Umlauts, Chinese, an emoji outside of the basic plane, line ends and characters that XML escapes.",
    make: () =>
      withMetadata({
        summary: "\u00c4nderung \u4fee\u590d \u{1f527}",
        description: 'a < b && c > d, "quoted"\nand\ton',
        warnings:
          "\u041f\u0440\u0435\u0434\u0443\u043f\u0440\u0435\u0436\u0434\u0435\u043d\u0438\u0435",
      }),
  },
  {
    name: "good-metadata-minimal",
    title: "The smallest metadata",
    why: "Id, release and contents: everything else has a documented meaning when it is missing.",
    codes: ["VERIFY_RPM_WITHOUT_PERSONALITY"],
    make: () => withXml(GOOD_XML),
  },
  {
    name: "good-metadata-unknown-element",
    title: "An element that nobody knows",
    why: "Readers ignore what they do not know, so later releases can add elements.",
    codes: ["META_UNKNOWN_ELEMENT"],
    make: () =>
      withXml(GOOD_XML.replace("<id>", "<component>x</component><id>")),
  },
  {
    name: "good-metadata-references",
    title: "Character references in a text",
    why: "&#65; is the letter A to every XML reader.",
    codes: ["VERIFY_RPM_WITHOUT_PERSONALITY"],
    make: () =>
      withXml(
        GOOD_XML.replace(
          "<id>case</id>",
          "<id>c&#97;se</id><summary>&lt;&#x5f;&gt;</summary>",
        ),
      ),
  },
];

const RPMS = [
  [
    "rpm-4.14",
    "unsigned/4.14/payload-gzip-1-1.noarch.rpm",
    "payload-gzip",
    "A package of rpm 4.14",
    "Other digests than those of 4.11: the payload has its own.",
  ],
  [
    "rpm-6-v4",
    "unsigned/6.0/payload-rpm6v4-1-1.noarch.rpm",
    "payload-rpm6v4",
    "A v4 package of rpm 6",
    "The newest rpm writes more digests into the signature header.",
  ],
  [
    "rpm-v3-header",
    "malformed/hdr-region-missing.rpm",
    "payload-gzip",
    "A package with a main header of the v3 kind",
    "rpm 3 wrote headers without regions; rpm 4 reads them.",
  ],
  [
    "rpm-no-region",
    "malformed/sig-without-region.rpm",
    "payload-gzip",
    "A package with a signature header of the v3 kind",
    "Signature headers of v3 packages have no region; targets install them.",
  ],
  [
    "rpm-old-names",
    "unsigned/4.11/oldfilenames-1-1.noarch.rpm",
    "oldfilenames",
    "A package with whole paths",
    "OLDFILENAMES instead of base names: how rpm 3 wrote file lists.",
  ],
  [
    "rpm-md5",
    "unsigned/4.11/filedigest-md5-1-1.noarch.rpm",
    "filedigest-md5",
    "A package with MD5 file digests",
    "The default before rpm 4.6; the tag that names the algorithm is missing.",
  ],
  [
    "rpm-no-files",
    "unsigned/4.11/nofiles-1-1.noarch.rpm",
    "nofiles",
    "A package without files",
    "Meta packages have dependencies and nothing else.",
  ],
  [
    "rpm-caret",
    "unsigned/4.18/caret-1.0^git20190101-1.noarch.rpm",
    "caret",
    "A version with a caret",
    "Snapshot versions put ^ into file names.",
  ],
  [
    "rpm-xz",
    "unsigned/4.18/payload-xz-1-1.noarch.rpm",
    "payload-xz",
    "A payload compressed with xz",
    "The compressor of CentOS 7.",
  ],
  [
    "rpm-zstd",
    "unsigned/4.18/payload-zstd-1-1.noarch.rpm",
    "payload-zstd",
    "A payload compressed with zstd",
    "Payloads are hashed as they are, whatever compressed them.",
  ],
  [
    "rpm-unicode",
    "unsigned/4.18/unicode-1-1.noarch.rpm",
    "unicode",
    "A package with file names outside of ASCII",
    "File names are bytes to rpm and UTF-8 by convention.",
  ],
  [
    "rpm-ima-main",
    "files-only-mainheader/4.14/payload-gzip-1-1.noarch.rpm",
    "payload-gzip",
    "File signatures in the main header",
    "The layout that rpm 4.14 on targets reads.",
  ],
  [
    "rpm-ima-signature",
    "files-only-sigheader/4.11/epoch-2.0-1.noarch.rpm",
    "epoch",
    "File signatures in the signature header",
    "The layout of current rpm.",
  ],
].map(([name, path, packageName, title, why]) => ({
  name: `good-${name}`,
  title,
  why,
  make: () =>
    withRpm(
      path.includes("malformed")
        ? rpm(path, "payload-gzip-1-1.noarch.rpm")
        : rpm(path),
      packageName,
    ),
}));

/** What the original tools made of their command lines. */
const ORIGINAL = readdirSync(vectorPath("patch"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted()
  .map((folder) => ({
    name: `original-${folder}`,
    title: `A patch of the original tool: ${folder.replaceAll("-", " ")}`,
    why: "Written by StarlingX's own patch_build. Its file name says another id than case.",
    codes: ["VERIFY_FILE_NAME"],
    release: `stx-${releaseOf(folder)}`,
    make: () => {
      const home = vectorPath("patch", folder);
      const file = readdirSync(home).find((entry) => entry.endsWith(".patch"));
      return new Uint8Array(readFileSync(`${home}/${file}`));
    },
  }));

function releaseOf(folder) {
  const path = vectorPath("patch", folder, "expected.json");
  return JSON.parse(readFileSync(path, "utf8")).sw_version;
}

/** All of them. */
export const GOOD = [
  ...DIALECTS,
  ...SIGNATURES,
  ...CONTENTS,
  ...RPMS,
  ...ORIGINAL,
].map((given) => ({ group: "good", ...SOUND, codes: [], ...given }));
