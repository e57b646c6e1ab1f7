import type {
  RpmCheckReason,
  RpmDigestReport,
  RpmInfo,
} from "@stx-patch/rpm-parser";
import { timeText } from "./files.js";
import { renderTable } from "./table.js";
import { counted, safeText, sizeText } from "./text.js";

/** An RPM file that was read to its end. */
export interface QueriedFile {
  readonly path: string;
  readonly info: RpmInfo;
  readonly digests: RpmDigestReport;
  /** Whether unpacking the payload was tried, for the digests of its content. */
  readonly unpacked: boolean;
  /** Faults of the stored file signatures. */
  readonly imaProblems: readonly string[];
}

/** What `rpm -qip` and `rpm -K` would say about a package. */
export function renderRpm(rpm: QueriedFile): string {
  const { path, info, digests, imaProblems } = rpm;
  const rows: [string, string | undefined][] = [
    ["name", info.name],
    ["epoch", info.epoch?.toString()],
    ["version", info.version],
    ["release", info.release],
    ["architecture", info.arch],
    ["summary", info.summary],
    ["licence", info.license],
    ["group", info.group],
    ["vendor", info.vendor],
    ["packager", info.packager],
    ["URL", info.url],
    ["source RPM", info.isSource ? "this is a source RPM" : info.sourceRpm],
    ["built", builtText(info)],
    ["installed size", sizeText(info.installedSizeBytes)],
    [
      "payload",
      [info.payload.format, info.payload.compressor ?? "uncompressed"].join(
        ", ",
      ),
    ],
    [
      "files",
      `${counted(info.files.length, "file")}, ${info.fileDigestAlgorithm} digests`,
    ],
    [
      "file signatures",
      imaProblems.length > 0 ? imaProblems.join("; ") : imaLayoutText(info),
    ],
    [
      "scripts",
      info.scriptlets.map(({ kind }) => kind).join(", ") || undefined,
    ],
    ["OpenPGP", openPgpText(info)],
    ["digests", digestText(digests) + unpackHint(rpm)],
  ];
  const known = rows.filter(
    (row): row is [string, string] => row[1] !== undefined,
  );
  const shown = known.map(([label, value]) => [label, safeText(value)]);
  return `${safeText(path)}: ${safeText(info.nevra)}\n${renderTable(shown, "  ")}`;
}

function builtText({
  buildTimeSeconds,
  buildHost,
  rpmVersion,
}: RpmInfo): string | undefined {
  if (buildTimeSeconds === undefined) return undefined;
  const where = buildHost === undefined ? "" : ` on ${buildHost}`;
  const by = rpmVersion === undefined ? "" : ` by rpm ${rpmVersion}`;
  return `${timeText(buildTimeSeconds)} UTC${where}${by}`;
}

function imaLayoutText({ imaLayout, files }: RpmInfo): string {
  if (imaLayout === "none") return "none";
  const signed = files.filter(({ imaSignature }) => imaSignature !== "").length;
  return `${signed} of ${counted(files.length, "file")} in the ${imaLayout === "header" ? "main" : imaLayout} header`;
}

function openPgpText({ openPgpSignatures }: RpmInfo): string {
  if (openPgpSignatures.length === 0) return "not signed";
  return openPgpSignatures
    .map(
      ({ name, covers, keyId }) =>
        `${name} over ${covers}, key ${keyId ?? "unknown"} (not verified)`,
    )
    .join("; ");
}

/** State of every digest that the package has, and why one could not be checked. */
export function digestText({ checks, trailingBytes }: RpmDigestReport): string {
  const told = checks
    .filter(({ state }) => state !== "absent")
    .map(({ name, state, reason }) =>
      reason === undefined
        ? `${name} ${state}`
        : `${name} ${state} (${REASONS[reason]})`,
    );
  if (trailingBytes > 0)
    told.push(`${trailingBytes} bytes too many at the end`);
  return told.join(", ") || "none";
}

const REASONS: Readonly<Record<RpmCheckReason, string>> = {
  "hash-unavailable": "no such hash in this Node.js",
  "decompressor-unavailable": "not unpacked",
  "output-limit": "unpacks to more than 4 GiB",
  "left-out": "left to somebody else",
  "surplus-bytes": "bytes too many",
  undecodable: "cannot be unpacked",
};

/** What to do about digests of the unpacked payload, when they were not checked. */
function unpackHint({ digests, info, unpacked }: QueriedFile): string {
  const isMissing = digests.checks.some(
    ({ reason }) => reason === "decompressor-unavailable",
  );
  if (!isMissing) return "";
  return unpacked
    ? `; this Node.js cannot unpack ${info.payload.compressor ?? "it"}`
    : "; --check-digests unpacks";
}
