// A whole package through everything the parser offers: headers, facts, digests, queries, rewriting.
import { createHash } from "node:crypto";
import {
  checkImaLayout,
  compareEvr,
  createDigestChecker,
  dependencySatisfied,
  describeRpm,
  encodeHeader,
  fileDigestsToSign,
  formatRpm,
  openRpm,
  parseHeader,
  parseRpmFileName,
  readRpmHeaders,
  readRpmHeadersSync,
  rewriteFileSignatures,
  RPM_ERRORS,
  rpmFileNameOf,
} from "@stx-patch/rpm-parser";

import {
  claim,
  inChunks,
  orCoded,
  sameBytes,
  vectorsIn,
  words,
} from "./support.mjs";

const hash = (algorithm) => createHash(algorithm);
const MAX_BYTES = 1 << 16;
const SIGNATURE = new Uint8Array(265).fill(3);
const FORMAT =
  "%{NEVRA} %{EPOCHNUM} %{SIZE}\\n[%{FILENAMES} %{FILEMODES:perms} %{FILEDIGESTS}\\n][%{REQUIRENEVRS}\\n]";

async function run(bytes) {
  const opened = await orCoded(RPM_ERRORS, () => openRpm([bytes]));
  await readsTheSameInChunks(bytes, opened);
  if (opened.code !== undefined) return;
  const { headers, payload } = opened.value;
  await orCoded(RPM_ERRORS, () => checkImaLayout(headers));
  await describesAndQueries(headers);
  reencodes(headers.main, 63);
  reencodes(headers.signature, 62);
  const payloadSizeBytes = await checksDigests(headers, payload);
  for (const layout of ["header", "signature"]) {
    await removesSignatures(headers, layout, payloadSizeBytes);
    await addsSignatures(headers, layout, payloadSizeBytes);
  }
}

async function readsTheSameInChunks(bytes, opened) {
  const chunks = inChunks(bytes, 61);
  const { code, value } = await orCoded(RPM_ERRORS, () =>
    readRpmHeaders(chunks),
  );
  claim(code === opened.code, `chunks change ${opened.code} to ${code}`);
  const { code: codeAtOnce } = await orCoded(RPM_ERRORS, () =>
    readRpmHeadersSync((at, length) => bytes.subarray(at, at + length)),
  );
  claim(
    codeAtOnce === opened.code,
    `reading at once changes ${opened.code} to ${codeAtOnce}`,
  );
  if (value !== undefined)
    claim(
      sameBytes(value.main.bytes, opened.value.headers.main.bytes),
      "chunks change the main header",
    );
}

async function describesAndQueries(headers) {
  const { value: info } = await orCoded(RPM_ERRORS, () => describeRpm(headers));
  if (info === undefined) return;
  const parts = parseRpmFileName(rpmFileNameOf(info));
  claim(parts !== undefined, "the package's own file name cannot be parsed");
  await orCoded(RPM_ERRORS, () => formatRpm({ headers, info }, FORMAT));
  for (const required of info.requires.slice(0, 20))
    for (const provided of info.provides.slice(0, 20))
      dependencySatisfied(required, provided);
  claim(compareEvr(info, info) === 0, "a package is not as old as itself");
}

/** decode(encode(decode(x))) = decode(x), but for the order. */
function reencodes(header, regionTag) {
  const bytes = encodeHeader(header.entries, regionTag);
  const again = parseHeader({ kind: header.kind, offset: 0, bytes });
  const inOrder = header.entries.toSorted((a, b) => a.tag - b.tag);
  claim(
    again.entries.length === inOrder.length &&
      again.entries.every((entry, i) => isSameEntry(entry, inOrder[i])),
    "a header changes when it is encoded and parsed again",
  );
}

function isSameEntry(a, b) {
  return (
    a.tag === b.tag &&
    a.type === b.type &&
    a.count === b.count &&
    sameBytes(a.data, b.data)
  );
}

async function checksDigests(headers, payload) {
  const { value: checker } = await orCoded(RPM_ERRORS, () =>
    // The format of the payload does not matter here, the way through a decompressor does.
    createDigestChecker(headers, hash, {
      decompress: () => (source) => source,
    }),
  );
  let sizeBytes = 0;
  for await (const chunk of payload) {
    sizeBytes += chunk.length;
    await checker?.update(chunk);
  }
  const report = await checker?.finish();
  if (report !== undefined)
    claim(report.payloadSizeBytes === sizeBytes, "payload bytes get lost");
  return sizeBytes;
}

async function removesSignatures(headers, layout, payloadSizeBytes) {
  const again = await rewrite(headers, undefined, layout, payloadSizeBytes);
  if (again === undefined) return;
  claim(
    !again.main.has(5090) && !again.signature.has(274),
    "file signatures stay when they are removed",
  );
}

async function addsSignatures(headers, layout, payloadSizeBytes) {
  const { value: digests } = await orCoded(RPM_ERRORS, () =>
    fileDigestsToSign(describeRpm(headers)),
  );
  if (digests === undefined) return;
  const signatures = digests.map((file) => file && SIGNATURE);
  const again = await rewrite(headers, signatures, layout, payloadSizeBytes);
  if (again === undefined) return;
  claim(checkImaLayout(again).length === 0, "what was signed is faulty");
  const found = describeRpm(again).files.filter((file) => file.imaSignature);
  claim(
    found.length === signatures.filter(Boolean).length,
    "not every file has the signature it got",
  );
}

/** The headers of a rewritten package; undefined when it must not be rewritten. */
async function rewrite(headers, signatures, layout, payloadSizeBytes) {
  const { value: rewritten } = await orCoded(RPM_ERRORS, () =>
    rewriteFileSignatures(headers, signatures, {
      layout,
      signatureLength: SIGNATURE.length,
      payloadSizeBytes,
      hash,
    }),
  );
  if (rewritten === undefined) return undefined;
  const prefix = rewritten.prefix(new Uint8Array(16));
  claim(
    prefix.length === rewritten.prefixSizeBytes,
    "a prefix has another size",
  );
  return readRpmHeaders([prefix]);
}

/** One field of one index entry, where most decisions are made. */
function changeEntry(bytes, random) {
  const start = random.oneIn(3) ? 96 : mainHeaderOffset(bytes);
  if (start + 16 > bytes.length) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  const entries = Math.min(view.getUint32(8), (view.byteLength - 16) >> 4);
  const at = 16 + 16 * random.below(entries) + 4 * random.below(4);
  if (at + 4 > view.byteLength) return bytes;
  const old = view.getUint32(at);
  const values = [old + 1, old - 1, random.below(12), random.below(64)];
  view.setUint32(at, random.pick([...values, -16 * random.below(70)]));
  return bytes;
}

/** Two entries change places, or one is doubled. */
function copyEntry(bytes, random) {
  const start = random.oneIn(3) ? 96 : mainHeaderOffset(bytes);
  if (start + 16 > bytes.length) return bytes;
  const count = Math.min(
    new DataView(bytes.buffer, bytes.byteOffset + start).getUint32(8),
    (bytes.length - start - 16) >> 4,
  );
  const entry = () => start + 16 + 16 * random.below(count);
  const from = entry();
  bytes.copyWithin(entry(), from, from + 16);
  return bytes;
}

function mainHeaderOffset(bytes) {
  if (bytes.length < 112) return bytes.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const size = 16 + 16 * view.getUint32(104) + view.getUint32(108);
  return 96 + Math.ceil(size / 8) * 8;
}

export const target = {
  maxBytes: MAX_BYTES,
  run,
  mutations: [changeEntry, copyEntry],
  dictionary: words(
    [0xed, 0xab, 0xee, 0xdb],
    [0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0],
    "cpio",
    "gzip",
    "utf-8",
    "../",
    "0".repeat(64),
  ),
  seeds: () =>
    [
      ...["unsigned/4.11/", "unsigned/4.18/", "unsigned/6.0/", "malformed/"],
      "signed-mainheader/4.18/",
      "files-only-sigheader/4.18/",
    ].flatMap((folder) => vectorsIn(`rpm/${folder}`, /\.rpm$/, MAX_BYTES)),
};
