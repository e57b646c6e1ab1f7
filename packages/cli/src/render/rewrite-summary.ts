import type { KeyInfo } from "@stx-patch/core";
import type { RewriteResult } from "../commands/rewrite/rewrite-files.js";
import { reasonsOf } from "../commands/report-words.js";
import type { SignerSummary } from "@stx-patch/patch-verify";
import { outdatedRows } from "./outdated-sidecars.js";
import { renderTable } from "./table.js";
import { safeText, sizeText } from "./text.js";

/** What became of a patch, for people: what changed, old to new, and who signed and signs. */
export function rewriteText(result: RewriteResult, isDryRun: boolean): string {
  const { patch, patchKey, role, written, changes, metadata } = result;
  const { signer, verdict } = patch.report;
  const { key } = patchKey.signer;
  const rows = [
    ...changes.map(({ field, before, after }) => [
      field,
      `${valueText(before)} -> ${valueText(after)}`,
    ]),
    ...(changes.length === 0 && metadata !== undefined
      ? [["changes", "none: the patch says all of this already"]]
      : []),
    ["was signed by", signerText(signer)],
    ...(signer === null ? [] : [["", `SPKI SHA-256 ${signer.spkiSha256}`]]),
    ...(result.isNeeded
      ? [
          ["signed by", `${role}, ${keyText(key)}, ${patchKey.source}`],
          ["", `SPKI SHA-256 ${key.spkiSha256}`],
        ]
      : []),
    ...(verdict === "trusted"
      ? []
      : [
          [
            "not trusted",
            `before (--allow-untrusted): ${reasonsOf(patch.report)}`,
          ],
        ]),
    ...(written === undefined ? [] : [["size", sizeText(written.sizeBytes)]]),
    ...outdatedRows(result.outdated),
  ];
  return (
    headline(result, isDryRun) +
    renderTable(
      rows.map((row) => row.map(safeText)),
      "  ",
    )
  );
}

/** What became of all patches, for machines: `docs/schema/rewrite-result.schema.json`. */
export function rewriteJson(
  results: readonly RewriteResult[],
  isDryRun: boolean,
): string {
  const patches = results.map((result) => {
    const { patch, output, changes, patchKey, role, written, outdated } =
      result;
    const { signer, verdict } = patch.report;
    const { algorithm, bits, spkiSha256 } = patchKey.signer.key;
    return {
      file: patch.file,
      path: output.kind === "file" ? output.path : null,
      id: patch.verified.metadata.id,
      release: patch.verified.metadata.swVersion,
      written: written !== undefined,
      changes,
      before: {
        verdict,
        role: signer?.role ?? null,
        spkiSha256: signer?.spkiSha256 ?? null,
      },
      after: result.isNeeded
        ? { role, algorithm, bits, spkiSha256, source: patchKey.source }
        : null,
      sizeBytes: written?.sizeBytes ?? null,
      sha256: written?.sha256 ?? null,
      outdatedSidecars: outdated,
    };
  });
  const object = { schemaVersion: 1, ok: true, dryRun: isDryRun, patches };
  return `${JSON.stringify(object, null, 2)}\n`;
}

function headline(
  { patch, output, isNeeded }: RewriteResult,
  isDryRun: boolean,
): string {
  const target = safeText(output.kind === "file" ? output.path : "stdout");
  if (!isNeeded) return `Unchanged: ${safeText(patch.path)}\n`;
  return isDryRun
    ? `Dry run: the patch would be ${target}\n`
    : `Patch is ${target}\n`;
}

/** Longer texts are cut; JSON has them whole. */
const SHOWN_CHARACTERS = 200;

/** Quoted, so that one sees where a text begins and ends, and lines stay lines. */
function valueText(value: string | readonly string[]): string {
  if (typeof value !== "string") return `[${value.join(", ")}]`;
  const shown = JSON.stringify(value.slice(0, SHOWN_CHARACTERS));
  return value.length > SHOWN_CHARACTERS
    ? `${shown}... (${value.length} characters)`
    : shown;
}

function signerText(signer: SignerSummary | null): string {
  if (signer === null) return "unknown (no trust anchor has this key)";
  const { role, subject, keyAlgorithm, keyBits } = signer;
  const name = subject ?? `${keyAlgorithm.toUpperCase()} ${keyBits}`;
  return `${role}: ${name}`;
}

function keyText({ algorithm, bits }: KeyInfo): string {
  return `${algorithm.toUpperCase()} ${bits}`;
}
