import { describe, expect, it } from "@jest/globals";

import {
  checkImaLayout,
  createDigestChecker,
  describeRpm,
  type RpmDigestReport,
  type RpmHeaders,
} from "../src/index.js";
import { codeOf, nodeHash, open, packagesOf, vector } from "./support.js";

interface Malformed {
  suggest: string;
  description: string;
}

/** What the reader says: which stage refuses, with which code, or which digest checks fail. */
const VERDICTS: Readonly<Record<string, string>> = {
  "lead-empty-file.rpm": "open RPM_TRUNCATED",
  "lead-truncated.rpm": "open RPM_TRUNCATED",
  "lead-bad-magic.rpm": "open RPM_LEAD_MAGIC",
  "lead-signature-type-1.rpm": "open RPM_LEAD_SIGNATURE_TYPE",
  "lead-major-2.rpm": "open RPM_LEAD_VERSION",
  "lead-major-9.rpm": "open RPM_LEAD_VERSION",
  "sig-truncated-after-lead.rpm": "open RPM_TRUNCATED",
  "sig-truncated-intro.rpm": "open RPM_TRUNCATED",
  "sig-bad-magic.rpm": "open RPM_HEADER_MAGIC",
  "sig-version-2.rpm": "open RPM_HEADER_MAGIC",
  "sig-reserved-bytes-set.rpm": "open RPM_HEADER_MAGIC",
  "sig-il-zero.rpm": "open RPM_INDEX_EMPTY",
  "sig-il-33.rpm": "open RPM_INDEX_LIMIT",
  "sig-il-huge.rpm": "open RPM_INDEX_LIMIT",
  "sig-il-negative.rpm": "open RPM_INDEX_LIMIT",
  "sig-dl-huge.rpm": "open RPM_DATA_LIMIT",
  "sig-dl-negative.rpm": "open RPM_DATA_LIMIT",
  "sig-truncated-index.rpm": "open RPM_TRUNCATED",
  "sig-truncated-data.rpm": "open RPM_TRUNCATED",
  "sig-truncated-padding.rpm": "open RPM_TRUNCATED",
  "sig-region-wrong-type.rpm": "open RPM_REGION_ENTRY",
  "sig-region-count-15.rpm": "open RPM_REGION_ENTRY",
  "sig-region-offset-outside.rpm": "open RPM_REGION_ENTRY",
  "sig-trailer-wrong-tag.rpm": "open RPM_REGION_TRAILER",
  "sig-trailer-headerimage.rpm": "sound",
  "sig-trailer-positive-offset.rpm": "open RPM_REGION_TRAILER",
  "sig-trailer-offset-unaligned.rpm": "open RPM_REGION_TRAILER",
  "sig-trailer-offset-too-large.rpm": "open RPM_REGION_TRAILER",
  "sig-trailer-offset-smaller.rpm": "open RPM_ENTRY_GAP",
  "sig-padding-nonzero.rpm": "sound",
  "sig-sha1-wrong-type.rpm": "open RPM_TAG_TYPE",
  "sig-sha1-not-hex.rpm": "open RPM_DIGEST_FORM",
  "sig-sha1-short.rpm": "open RPM_DIGEST_FORM",
  "sig-sha1-mismatch.rpm": "mismatch header-sha1",
  "sig-sha256-mismatch.rpm": "mismatch header-sha256",
  "sig-sha256-uppercase.rpm": "sound",
  "sig-md5-mismatch.rpm": "mismatch header-payload-md5",
  "sig-md5-count-15.rpm": "open RPM_TAG_TYPE",
  "sig-size-mismatch.rpm": "mismatch size",
  "sig-payloadsize-mismatch.rpm": "sound",
  "sig-no-digests.rpm": "not covered",
  "sig-only-sha1.rpm": "sound",
  "sig-duplicate-tag.rpm": "open RPM_ENTRY_DUPLICATE",
  "sig-unsorted-tags.rpm": "sound",
  "sig-without-region.rpm": "sound",
  "sig-il-32-ok.rpm": "sound",
  "hdr-truncated-after-sig.rpm": "open RPM_TRUNCATED",
  "hdr-truncated-intro.rpm": "open RPM_TRUNCATED",
  "hdr-bad-magic.rpm": "open RPM_HEADER_MAGIC",
  "hdr-il-zero.rpm": "open RPM_INDEX_EMPTY",
  "hdr-il-65536.rpm": "open RPM_INDEX_LIMIT",
  "hdr-il-huge.rpm": "open RPM_INDEX_LIMIT",
  "hdr-dl-huge.rpm": "open RPM_DATA_LIMIT",
  "hdr-dl-negative.rpm": "open RPM_DATA_LIMIT",
  "hdr-il-plus-one.rpm": "open RPM_REGION_TRAILER",
  "hdr-truncated-index.rpm": "open RPM_TRUNCATED",
  "hdr-truncated-data.rpm": "open RPM_TRUNCATED",
  "hdr-entry-type-0.rpm": "open RPM_ENTRY_TYPE",
  "hdr-entry-type-10.rpm": "open RPM_ENTRY_TYPE",
  "hdr-entry-type-negative.rpm": "open RPM_ENTRY_TYPE",
  "hdr-entry-wrong-type.rpm": "describe RPM_TAG_TYPE",
  "hdr-name-as-string-array.rpm": "sound",
  "hdr-entry-offset-negative.rpm": "open RPM_ENTRY_OFFSET",
  "hdr-entry-offset-past-end.rpm": "open RPM_ENTRY_OFFSET",
  "hdr-entry-offset-at-end.rpm": "open RPM_ENTRY_OFFSET",
  "hdr-entry-misaligned.rpm": "open RPM_ENTRY_ALIGNMENT",
  "hdr-entry-count-zero.rpm": "open RPM_ENTRY_COUNT",
  "hdr-entry-count-huge.rpm": "open RPM_ENTRY_COUNT",
  "hdr-entry-count-overflow.rpm": "open RPM_ENTRY_COUNT",
  "hdr-entry-count-negative.rpm": "open RPM_ENTRY_COUNT",
  "hdr-array-count-too-big.rpm": "open RPM_ENTRY_COUNT",
  "hdr-string-count-2.rpm": "open RPM_ENTRY_COUNT",
  "hdr-string-unterminated.rpm": "open RPM_ENTRY_UNTERMINATED",
  "hdr-overlap.rpm": "open RPM_ENTRY_OVERLAP",
  "hdr-offsets-descending.rpm": "open RPM_ENTRY_GAP",
  "hdr-data-gap-string.rpm": "open RPM_ENTRY_GAP",
  "hdr-data-gap-int.rpm": "open RPM_ENTRY_GAP",
  "hdr-data-gap-before-trailer.rpm": "open RPM_ENTRY_GAP",
  "hdr-extra-data-after-trailer.rpm": "open RPM_REGION_COVERAGE",
  "hdr-trailer-wrong-tag.rpm": "open RPM_REGION_TRAILER",
  "hdr-trailer-wrong-offset.rpm": "open RPM_REGION_COVERAGE",
  "hdr-trailer-positive-offset.rpm": "open RPM_REGION_TRAILER",
  "hdr-region-offset-zero.rpm": "open RPM_REGION_TRAILER",
  "hdr-region-missing.rpm": "sound",
  "hdr-region-is-61.rpm": "open RPM_REGION_ENTRY",
  "hdr-dribble-entry.rpm": "open RPM_REGION_COVERAGE",
  "hdr-duplicate-tag.rpm": "open RPM_ENTRY_DUPLICATE",
  "hdr-unsorted-tags.rpm": "sound",
  "hdr-tag-below-100.rpm": "open RPM_ENTRY_TAG",
  "hdr-tag-negative.rpm": "open RPM_ENTRY_TAG",
  "hdr-second-region.rpm": "open RPM_ENTRY_TAG",
  "hdr-sigtag-in-main.rpm": "open RPM_ENTRY_TAG",
  "hdr-no-name.rpm": "describe RPM_TAG_MISSING",
  "hdr-no-version.rpm": "describe RPM_TAG_MISSING",
  "hdr-no-arch.rpm": "describe RPM_TAG_MISSING",
  "hdr-name-with-slash.rpm": "describe RPM_NAME_UNSAFE",
  "hdr-name-empty.rpm": "describe RPM_NAME_UNSAFE",
  "hdr-name-not-utf8.rpm": "describe RPM_TEXT_ENCODING",
  "files-dirindex-out-of-range.rpm": "describe RPM_FILE_PATH",
  "files-dirindex-negative.rpm": "describe RPM_FILE_PATH",
  "files-dirindexes-short.rpm": "describe RPM_FILE_ARRAYS",
  "files-dirnames-missing.rpm": "describe RPM_FILE_ARRAYS",
  "files-modes-short.rpm": "describe RPM_FILE_ARRAYS",
  "files-digests-short.rpm": "describe RPM_FILE_ARRAYS",
  "files-digest-not-hex.rpm": "describe RPM_FILE_DIGEST",
  "files-digest-wrong-length.rpm": "describe RPM_FILE_DIGEST",
  "files-digestalgo-unknown.rpm": "describe RPM_FILE_DIGEST_ALGORITHM",
  "files-basename-slash.rpm": "describe RPM_FILE_PATH",
  "files-dirname-no-slash.rpm": "describe RPM_FILE_PATH",
  "files-both-old-and-new-names.rpm": "describe RPM_FILE_ARRAYS",
  "payload-truncated.rpm": "mismatch header-payload-md5 payload-sha256 size",
  "payload-missing.rpm": "mismatch header-payload-md5 payload-sha256 size",
  "payload-bit-flip.rpm": "mismatch header-payload-md5 payload-sha256",
  "payload-trailing-garbage.rpm":
    "mismatch header-payload-md5 payload-sha256 size, 32 trailing bytes",
  "payload-digest-wrong.rpm": "mismatch payload-sha256",
  "payload-both-digests-wrong.rpm": "mismatch payload-sha256",
  "payload-compressor-wrong.rpm": "sound",
  "payload-compressor-unknown.rpm": "sound",
  "old-hdr-bit-flip.rpm": "mismatch header-sha1 header-payload-md5",
  "old-payload-bit-flip.rpm": "mismatch header-payload-md5",
  "payload-stored-uncompressed.rpm":
    "mismatch payload-sha256, stored uncompressed",
  "ima-count-too-small.rpm": "ima RPM_IMA_COUNT",
  "ima-count-doubled.rpm": "ima RPM_IMA_COUNT",
  "ima-not-hex.rpm": "ima RPM_IMA_FORM",
  "ima-odd-hex.rpm": "ima RPM_IMA_FORM",
  "ima-length-wrong.rpm": "ima RPM_IMA_LENGTH",
  "ima-length-two-values.rpm": "ima RPM_IMA_FORM",
  "ima-wrong-type.rpm": "ima RPM_IMA_FORM",
  "ima-both-layouts.rpm": "ima RPM_IMA_BOTH_LAYOUTS",
  "ima-signature-on-directory.rpm": "ima RPM_IMA_WITHOUT_DIGEST",
  "wild-ima-outside-region.rpm": "sound",
  "wild-ima-without-length.rpm": "sound",
  "wild-ima-size-little-endian.rpm": "sound",
};

/** What each suggestion of the vectors allows us to say. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  reject: /^(open|describe|ima) /,
  "digest-mismatch": /^mismatch /,
  "no-digest": /^not covered$/,
  accept: /^sound$/,
  "accept-digest-alt": /stored uncompressed$/,
  "accept-or-reject": /./,
  "reject-or-ignore": /^open |^sound$/,
  "reject-when-used-as-path": /^describe /,
  "reject-when-unpacked": /^sound$/,
  "reject-signature": /^sound$/,
};

describe("malformed packages", () => {
  const packages = packagesOf<Malformed>("malformed");

  it.each(packages)("%s", async (path, { suggest }) => {
    const verdict = await judge(vector(path));
    expect(verdict).toBe(VERDICTS[path.replace("malformed/", "")]);
    expect(verdict).toMatch(ALLOWED[suggest]!);
  });

  it("are all in the table", () => {
    expect(packages).toHaveLength(Object.keys(VERDICTS).length);
  });
});

describe("broken output of real rpmsign versions", () => {
  it.each([
    ["stock-4.14.3-on-rpm-4.11-package.rpm", "open RPM_HEADER_MAGIC"],
    ["resign-4.18.0-doubles-signatures.rpm", "open RPM_ENTRY_DUPLICATE"],
    ["both-layouts.rpm", "ima RPM_IMA_BOTH_LAYOUTS"],
  ])("%s: %s", async (name, verdict) => {
    expect(await judge(vector(`known-bad/${name}`))).toBe(verdict);
  });

  const trailing = packagesOf<{ trailingBytes?: number; correctFile?: string }>(
    "known-bad",
  ).filter(([, { trailingBytes }]) => trailingBytes !== undefined);

  it.each(trailing)("%s: names the trailing bytes", async (path, expected) => {
    const { headers, payload } = await open(vector(path));
    const report = await reportOf(headers, payload);
    expect(report.trailingBytes).toBe(expected.trailingBytes);
    expect(report.ok).toBe(false);
    const correct = vector(expected.correctFile!.replace("../", ""));
    expect(correct).toHaveLength(
      headers.payloadOffset + report.payloadSizeBytes - report.trailingBytes,
    );
  });
});

async function judge(bytes: Uint8Array): Promise<string> {
  const openCode = await codeOf(() => open(bytes));
  if (openCode !== "none") return `open ${openCode}`;
  const { headers, payload } = await open(bytes);
  const code = await codeOf(() => describeRpm(headers));
  if (code !== "none") return `describe ${code}`;
  const [problem] = checkImaLayout(headers);
  if (problem !== undefined) return `ima ${problem.code}`;
  return describeReport(await reportOf(headers, payload));
}

async function reportOf(
  headers: RpmHeaders,
  payload: AsyncIterable<Uint8Array>,
): Promise<RpmDigestReport> {
  const checker = await createDigestChecker(headers, nodeHash);
  for await (const chunk of payload) await checker.update(chunk);
  return checker.finish();
}

function describeReport(report: RpmDigestReport): string {
  const mismatches = report.checks
    .filter(({ state }) => state === "mismatch")
    .map(({ name }) => name);
  const verdict =
    mismatches.length > 0
      ? `mismatch ${mismatches.join(" ")}`
      : report.ok
        ? "sound"
        : "not covered";
  const trailing =
    report.trailingBytes > 0 ? `, ${report.trailingBytes} trailing bytes` : "";
  const stored = report.isStoredUncompressed ? ", stored uncompressed" : "";
  return verdict + trailing + stored;
}
