// A tar archive, read with and without a report.
import { ARCHIVE_ERRORS, readTar } from "@stx-patch/archive";
import { DEFAULT_LIMITS } from "@stx-patch/core";

import { tarsOfPatches } from "./patch-vectors.mjs";
import { claim, inChunks, orCoded, words } from "./support.mjs";

const MAX_BYTES = 1 << 16;
const BLOCK_BYTES = 512;
const CHECKSUM = { start: 148, end: 156 };
const LIMITS = { ...DEFAULT_LIMITS, maxTarMembers: 50, maxTarMetaBytes: 4096 };

/** Where the fields of a header begin (POSIX.1-1988, ustar). */
const FIELDS = [0, 100, 108, 116, 124, 136, 156, 157, 257, 263, 265, 297, 345];

async function run(bytes) {
  const strict = await orCoded(ARCHIVE_ERRORS, () => listing(bytes, 4096));
  const chunked = await orCoded(ARCHIVE_ERRORS, () => listing(bytes, 97));
  claim(
    JSON.stringify(strict) === JSON.stringify(chunked),
    "chunks change what is read",
  );
  const findings = [];
  const report = (finding) => findings.push(finding);
  const lenient = await orCoded(ARCHIVE_ERRORS, () =>
    listing(bytes, 4096, report),
  );
  const isReported =
    lenient.code !== undefined ||
    findings.some(({ severity }) => severity === "error");
  claim(
    isReported === (strict.code !== undefined),
    "what is refused without a report is not what is reported with one",
  );
}

async function listing(bytes, chunkBytes, report) {
  const members = [];
  const source = inChunks(bytes, chunkBytes);
  for await (const member of readTar(source, { limits: LIMITS, report })) {
    const { body, ...facts } = member;
    let size = 0;
    // Every third body is left for the reader to skip.
    if (members.length % 3 !== 2)
      for await (const chunk of body) size += chunk.length;
    members.push({ ...facts, size });
  }
  return members;
}

/** Another character in a field of a header. */
function changeField(bytes, random) {
  const at =
    BLOCK_BYTES * random.below(Math.ceil(bytes.length / BLOCK_BYTES)) +
    random.pick(FIELDS) +
    random.below(12);
  const typical = [0, 32, 0x2f, 0x2e, 0x30, 0x31, 0x37, 0x38, 0x80, 0xff];
  const typeFlags = [...Buffer.from("0123456789gxLKSDVMNA")];
  if (at < bytes.length) bytes[at] = random.pick([...typical, ...typeFlags]);
  return bytes;
}

/** Whole blocks are doubled or left out, so that what follows stays on block boundaries. */
function changeBlocks(bytes, random) {
  const at = BLOCK_BYTES * random.below(bytes.length / BLOCK_BYTES);
  const block = bytes.subarray(at, at + BLOCK_BYTES);
  const parts = random.oneIn(2) ? [block, block] : [];
  return Uint8Array.from(
    Buffer.concat([
      bytes.subarray(0, at),
      ...parts,
      bytes.subarray(at + BLOCK_BYTES),
    ]),
  );
}

/** Headers get right checksums, or nothing behind a changed one would be reached. */
function repairChecksums(bytes, random) {
  if (random.oneIn(16)) return bytes;
  for (let at = 0; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES) {
    const block = bytes.subarray(at, at + BLOCK_BYTES);
    if (Buffer.from(block.subarray(257, 262)).toString() === "ustar")
      repairChecksum(block);
  }
  return bytes;
}

function repairChecksum(block) {
  block.fill(32, CHECKSUM.start, CHECKSUM.end);
  const sum = block.reduce((total, byte) => total + byte, 0);
  const digits = `${sum.toString(8).padStart(6, "0")}\0 `;
  block.set(Buffer.from(digits), CHECKSUM.start);
}

export const target = {
  maxBytes: MAX_BYTES,
  run,
  mutations: [changeField, changeBlocks],
  repair: repairChecksums,
  dictionary: words(
    "ustar\x0000",
    "ustar  \0",
    "././@LongLink",
    "../",
    "20 path=abcdefghij\n",
    "12 size=100\n",
    "22 mtime=1590969600.5\n",
    "GNU.sparse.major",
    [0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
  ),
  seeds: () => tarsOfPatches(MAX_BYTES),
};
