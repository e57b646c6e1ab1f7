import type { RebuildResult } from "../commands/patch-rebuild/rebuild-patch.js";
import { REASONS } from "../commands/patch-rebuild/reasons.js";
import type { RpmDifference } from "../commands/patch-rebuild/rpm-differences.js";
import { renderDiff } from "./diff/text.js";
import type { ReportLook } from "./report-look.js";
import { counted, safeText } from "./text.js";
import { hangingText } from "./wrap.js";

/** Prose wider than this is hard to read. */
const MAX_PROSE = 100;
/** RPMs whose parts are shown of a longer list. */
const MAX_RPMS = 20;

/** What a rebuild showed, for people. */
export function rebuildText(result: RebuildResult, look: ReportLook): string {
  const paragraphs = [
    placeText(result),
    ...rpmTexts(result.rpmDifferences),
    ...hintsOf(result),
  ];
  const columns = Math.min(look.columns, MAX_PROSE);
  return [
    renderDiff(result.diff, look, meaningOf(result)),
    paragraphs.length > 0 ? "\n" : "",
    ...paragraphs.map((text) => hangingText("  ", safeText(text), columns)),
  ].join("");
}

/** The same for machines: `docs/schema/rebuild-result.schema.json`. */
export function rebuildJson(result: RebuildResult): string {
  const { file, diff, difference } = result;
  const object = {
    schemaVersion: 1,
    file,
    verdict: diff.verdict,
    signature: result.signature,
    fileSignatures: result.fileSignatures,
    rpmSource: result.rpmSource,
    firstDifference: difference ?? null,
    rpmDifferences: result.rpmDifferences,
    reasons: result.reasons,
    hints: hintsOf(result),
    difference: diff,
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

/** What was carried over is the same without having been shown to be. */
function meaningOf({ diff, difference }: RebuildResult): string | undefined {
  return diff.verdict === "same-but-signature" && difference === undefined
    ? "What was made anew came out the same; what was not is named below."
    : undefined;
}

function placeText({ difference }: RebuildResult): string {
  if (difference === undefined) return "Every byte is the same.";
  const { layer, offset, path, offsetInFile, part, field } = difference;
  const inFile =
    offsetInFile === undefined ? "" : ` (byte ${offsetInFile} of the file)`;
  const place = [path, part, field].filter((word) => word !== undefined);
  return layer === "file"
    ? `First difference: byte ${offset} of the file; decompressed, both are the same.`
    : `First difference: byte ${offset} of the decompressed patch: ${place.join(", ")}${inFile}.`;
}

function rpmTexts(rpms: readonly RpmDifference[]): string[] {
  const shown = rpms.slice(0, MAX_RPMS).map(({ fileName, parts }) => {
    const texts = parts.map(({ part, tags }) =>
      tags.length === 0 ? part : `${part}: ${tags.join(", ")}`,
    );
    return `${fileName}: ${texts.join("; ")}.`;
  });
  const hidden = rpms.length - shown.length;
  return hidden === 0
    ? shown
    : [...shown, `And ${counted(hidden, "RPM")} more (--json lists them all).`];
}

/** What was not shown, and why two builds are not the same. */
function hintsOf(result: RebuildResult): string[] {
  const hints = result.reasons.map((reason): string => REASONS[reason]);
  if (result.signature === "carried over")
    hints.push(
      "The signature was carried over, not made anew: that takes the private key (--key or --signer).",
    );
  if (result.fileSignatures === "carried over")
    hints.push(
      "The file signatures were carried over, not made anew: that takes the private key (--ima-key or --ima-signer).",
    );
  if (result.rpmSource === "patch")
    hints.push(
      "The RPMs were those in the patch; --rpms takes them from where they were built.",
    );
  return hints;
}
