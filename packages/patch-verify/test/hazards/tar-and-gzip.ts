import { concatBytes } from "@stx-patch/core";
import { paxHeader, rawMember, rawTar } from "@stx-patch/testkit";
import { withBase256Size } from "../support/outer-archive.js";
import { text } from "../support/parts.js";
import { crafted, software, outer, hazard, type Hazard } from "./hazard.js";

/** What the archives around and inside of a patch may hide or claim. */
export const ARCHIVE_HAZARDS: readonly Hazard[] = [
  hazard(
    "bytes behind an inner end mark",
    "TAR_TRAILING_DATA",
    "software.tar",
    () =>
      software((plain) =>
        concatBytes([rawTar([plain]), text("x".repeat(512))]),
      ),
  ),
  hazard(
    "bytes behind the outer end mark",
    "TAR_TRAILING_DATA",
    undefined,
    () => outer((m) => [...m, new Uint8Array(1024), text("x".repeat(512))]),
  ),
  hazard("no end mark", "TAR_END_MISSING", "software.tar", () =>
    software((plain) => rawMember(plain)),
  ),
  hazard("bytes behind the gzip trailer", "GZIP_TRAILING_DATA", undefined, () =>
    crafted({ bendGzip: (patch) => concatBytes([patch, text("xx")]) }),
  ),
  hazard("a second gzip member", "GZIP_SECOND_MEMBER", undefined, () =>
    crafted({ bendGzip: (patch) => concatBytes([patch, patch]) }),
  ),
  hazard("a negative size", "TAR_SIZE_INVALID", "software.tar", () =>
    software((plain) => [
      plain,
      {
        name: "x",
        bend: (header) => {
          header.fill(0xff, 124, 136);
        },
      },
    ]),
  ),
  hazard("a size in base 256", "TAR_NUMBER_BASE256", "software.tar", () =>
    software((plain) => [withBase256Size(plain)]),
  ),
  hazard(
    "a size that is no number",
    "TAR_NUMBER_MALFORMED",
    "software.tar",
    () => software((plain) => [plain, { name: "x", size: "+1\0" }]),
  ),
  hazard("a bad header checksum", "TAR_CHECKSUM_MISMATCH", "software.tar", () =>
    software((plain) => [plain, { name: "x", badChecksum: true }]),
  ),
  hazard("an unknown type", "TAR_TYPE_UNKNOWN", "software.tar", () =>
    software((plain) => [{ ...plain, type: "Z" }]),
  ),
  hazard("a pax path", "TAR_PAX_OVERRIDE", "software.tar", () =>
    software((plain) => [
      paxHeader({ path: plain.name }),
      { ...plain, name: "x" },
    ]),
  ),
  hazard("a pax size", "TAR_PAX_OVERRIDE", "software.tar", () =>
    software((plain) => [
      paxHeader({ size: String(plain.body?.length) }),
      plain,
    ]),
  ),
  hazard("a pax link path", "TAR_PAX_OVERRIDE", "software.tar", () =>
    software((plain) => [paxHeader({ linkpath: "x" }), plain]),
  ),
  hazard("a global pax header", "TAR_PAX_GLOBAL", "software.tar", () =>
    software((plain) => [paxHeader({ path: "x" }, "g"), plain]),
  ),
  hazard("a sparse file of GNU", "TAR_SPARSE", "software.tar", () =>
    software((plain) => [plain, { name: "x", type: "S" }]),
  ),
  hazard("a sparse file of pax", "TAR_SPARSE", "software.tar", () =>
    software((plain) => [paxHeader({ "GNU.sparse.major": "1" }), plain]),
  ),
  hazard("a long name without need", "TAR_GNU_LONG_NAME", "software.tar", () =>
    software((plain) => [
      { name: "././@LongLink", type: "L", body: text(`${plain.name}\0`) },
      plain,
    ]),
  ),
  hazard("a decompression bomb", "GZIP_RATIO_EXCEEDED", undefined, () =>
    outer((m) => [...m, { name: "x", body: new Uint8Array(16 << 20) }]),
  ),
  hazard("a tar of too many members", "TAR_TOO_MANY_MEMBERS", undefined, () =>
    outer(() =>
      Array.from({ length: 20_001 }, (_, i) => ({
        name: `m${i}-${Math.sin(i)}`,
      })),
    ),
  ),
];
