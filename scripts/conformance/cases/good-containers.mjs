// Sound patches in every dialect of tar and gzip that tools write.
import * as pako from "pako";

import { paxHeader, rawTar } from "../../../packages/testkit/dist/index.js";
import { crafted, ID, outer, software, text } from "../parts.mjs";

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

/** All of them. */
export const GOOD_CONTAINERS = [
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
