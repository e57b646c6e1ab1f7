import type { RebuildResult } from "../commands/patch-rebuild/patch-rebuild.js";
import { renderDiff } from "./diff/text.js";
import type { ReportLook } from "./report-look.js";
import { hangingText } from "./wrap.js";

/** What a rebuild showed, for people. */
export function rebuildText(result: RebuildResult, look: ReportLook): string {
  const hints = hintsOf(result).map((hint) =>
    hangingText("  ", hint, Math.min(look.columns, 100)),
  );
  return (
    renderDiff(result.diff, look) +
    (hints.length > 0 ? "\n" : "") +
    hints.join("")
  );
}

/** The same for machines: `docs/schema/rebuild-result.schema.json`. */
export function rebuildJson(result: RebuildResult): string {
  const { file, diff, isSigned } = result;
  const object = {
    schemaVersion: 1,
    file,
    verdict: diff.verdict,
    signature: isSigned ? "made anew" : "carried over",
    hints: hintsOf(result),
    difference: diff,
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

/** What was not shown, and why two builds are not the same. */
function hintsOf({ diff, isSigned }: RebuildResult): string[] {
  const { verdict, before, after, signatureDiffers } = diff;
  const hasSameSigned = before.signedSha256 === after.signedSha256;
  const hints: string[] = [];
  if (!isSigned)
    hints.push(
      "The signature was carried over, not made anew: that takes the private key (--key).",
    );
  if (verdict === "identical") return hints;
  if (!hasSameSigned)
    hints.push(
      "The signed bytes are not the same: inner tar headers (times, owners, modes), order of the RPMs, or the bytes of metadata.xml differ; another tool may have written it.",
    );
  else if (signatureDiffers)
    hints.push(
      "The signed bytes are the same, the signature is not: another key, or a random salt (--random-salt, or another tool).",
    );
  else
    hints.push(
      "The signed bytes and the signature are the same: only compression or outer tar headers differ, as with another version of zlib.",
    );
  return hints;
}
