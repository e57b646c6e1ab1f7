import type {
  CheckFinding,
  RpmSummary,
  VerificationReport,
} from "@stx-patch/patch-verify";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";
import { counted, safeText, sizeText } from "./text.js";

const VERDICTS = {
  trusted: { word: "TRUSTED", paint: "good" },
  untrusted: { word: "NOT TRUSTED", paint: "bad" },
  malformed: { word: "MALFORMED", paint: "bad" },
} as const;

/** A verification report for people: verdict first, then who, what, and what was found. */
export function renderReport(
  file: string,
  report: VerificationReport,
  style: Style,
  extent: "full" | "errors",
): string {
  const { word, paint } = VERDICTS[report.verdict];
  const headline = `${style.strong(safeText(file))}: ${style[paint](word)}\n`;
  const findings =
    extent === "full"
      ? report.findings
      : report.findings.filter(({ severity }) => severity === "error");
  const omitted =
    report.findingsOmitted === 0
      ? ""
      : `  and ${counted(report.findingsOmitted, "finding")} more\n`;
  const facts = extent === "full" ? renderFacts(report) : "";
  return (
    headline +
    facts +
    findings.map((found) => renderFinding(found, style)).join("") +
    omitted
  );
}

function renderFacts(report: VerificationReport): string {
  const rows = [
    ...signerRows(report),
    ...patchRows(report),
    ["contents", counted(report.rpms.length, "RPM")],
    ...report.rpms.map((rpm) => ["", rpmText(rpm)]),
    ...checkRows(report),
  ];
  return renderTable(
    rows.map((row) => row.map(safeText)),
    "  ",
  );
}

function signerRows({ signer }: VerificationReport): string[][] {
  if (signer === null) return [["signed by", "nobody we trust"]];
  const validity =
    signer.notAfter === null
      ? ""
      : `, valid until ${signer.notAfter.slice(0, 10)}`;
  return [
    ["signed by", `${signer.role}: ${signer.subject ?? "a bare public key"}`],
    ["", `RSA ${signer.keyBits}, SPKI SHA-256 ${signer.spkiSha256}${validity}`],
    ["", `${signer.scheme}, trust anchor ${signer.anchor}`],
  ];
}

function patchRows({ metadata }: VerificationReport): string[][] {
  if (metadata === null) return [["patch", "metadata.xml could not be read"]];
  const reboot =
    metadata.rebootRequired === false ? "in-service" : "reboot required";
  const flags = [
    reboot,
    ...(metadata.unremovable ? ["unremovable"] : []),
    ...(metadata.applyActiveReleaseOnly ? ["active release only"] : []),
  ];
  const status =
    metadata.status === "" ? "no status" : `status ${metadata.status}`;
  return [
    [
      "patch",
      `${metadata.id} for release ${metadata.swVersion}, ${status}, ${flags.join(", ")}`,
    ],
    ...(metadata.summary === "" ? [] : [["summary", metadata.summary]]),
    ...(metadata.requires.length === 0
      ? []
      : [["requires", metadata.requires.join(", ")]]),
    ...(metadata.semantics.length === 0
      ? []
      : [["scripts", metadata.semantics.join(", ")]]),
  ];
}

function rpmText({
  fileName,
  nevra,
  personalities,
  sizeBytes,
  files,
  ima,
}: RpmSummary): string {
  return [
    nevra ?? `${fileName} (not readable)`,
    personalities.length === 0 ? "no node type" : personalities.join(", "),
    sizeText(sizeBytes),
    imaText(files, ima),
  ].join("; ");
}

/** State of an RPM's file signatures in a few words. */
export function imaText(files: number, ima: RpmSummary["ima"]): string {
  if (ima === null) return "unknown file signatures";
  if (ima.layout === "none") return "no file signatures";
  const where = {
    header: "main header",
    signature: "signature header",
    both: "both headers",
  }[ima.layout];
  return `${ima.signedFiles} of ${counted(files, "file")} signed in the ${where}`;
}

function checkRows({ checks }: VerificationReport): string[][] {
  const count = (state: string): number =>
    checks.filter((check) => check.state === state).length;
  return [
    [
      "checks",
      `${count("passed")} passed, ${count("failed")} failed, ${count("not-run")} not run`,
    ],
    ...checks
      .filter(({ state }) => state === "not-run")
      .map(({ title, reason }) => ["", `not run: ${title} (${reason ?? ""})`]),
  ];
}

function renderFinding(found: CheckFinding, style: Style): string {
  const label = {
    error: style.bad("error"),
    warning: style.warn("warning"),
    info: style.faint("info"),
  }[found.severity];
  const offset = found.offset === undefined ? "" : ` at byte ${found.offset}`;
  const where =
    found.member === undefined ? "" : ` (${safeText(found.member)}${offset})`;
  return `  ${label}: ${safeText(found.message)}${where} ${style.faint(`[${found.code}]`)}\n         ${safeText(found.remedy)}\n`;
}
