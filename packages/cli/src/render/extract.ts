import type { ExtractResult } from "../commands/patch-extract/patch-extract.js";
import { renderTable } from "./table.js";
import { counted, safeText, sizeText } from "./text.js";
import { VERDICTS } from "./verdict.js";

/** What was taken out of a patch, for people. */
export function extractText(result: ExtractResult): string {
  const { report, extraction, destination, file } = result;
  const { files } = extraction;
  const rows = files.map(({ path, sizeBytes }) => [path, sizeText(sizeBytes)]);
  const caution =
    report.verdict === "trusted"
      ? ""
      : `  caution     the patch is ${VERDICTS[report.verdict].word}: nobody vouches for these files (--unverified)\n`;
  return [
    `${counted(files.length, "file")} of ${safeText(file)} in ${safeText(destination.shown)}\n`,
    caution,
    renderTable(
      rows.map((row) => row.map(safeText)),
      "  ",
    ),
  ].join("");
}

/** The same for machines: `docs/schema/extract-result.schema.json`. */
export function extractJson(result: ExtractResult): string {
  const { report, extraction, destination, file } = result;
  const object = {
    schemaVersion: 1,
    ok: true,
    file,
    verdict: report.verdict,
    signer: report.signer,
    into: destination.shown,
    files: extraction.files,
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}
