import type { SbomFormat } from "@stx-patch/sbom";
import type { SbomResult } from "../commands/patch-sbom/patch-sbom.js";
import { renderTable } from "./table.js";
import { counted, safeText, sizeText } from "./text.js";
import { VERDICTS } from "./verdict.js";

/** Formats as people know them. */
export const SBOM_FORMAT_NAMES: Readonly<Record<SbomFormat, string>> = {
  cyclonedx: "CycloneDX 1.6",
  spdx: "SPDX 2.3",
};

/** Which SBOMs were made, for people. */
export function sbomText(results: readonly SbomResult[]): string {
  return results.map(resultText).join("");
}

function resultText({ patch, report, contents, sboms }: SbomResult): string {
  const files = report.rpms.reduce((sum, { files }) => sum + files, 0);
  const rows = [
    [
      "contents",
      `${counted(contents.rpms.length, "RPM")}, ${counted(files, "file")}`,
    ],
    ["patch", `SHA-256 ${contents.sha256}`],
    ...(report.verdict === "trusted"
      ? []
      : [
          [
            "caution",
            `the patch is ${VERDICTS[report.verdict].word}: nobody vouches for what is listed (--allow-untrusted)`,
          ],
        ]),
    ...sboms.map(({ format, path, sizeBytes }) => [
      SBOM_FORMAT_NAMES[format],
      `${path ?? "stdout"} (${sizeText(sizeBytes)})`,
    ]),
  ];
  return `SBOM of ${safeText(patch)}\n${renderTable(
    rows.map((row) => row.map(safeText)),
    "  ",
  )}`;
}

/** The same for machines: `docs/schema/sbom-result.schema.json`. */
export function sbomJson(results: readonly SbomResult[]): string {
  const object = {
    schemaVersion: 1,
    ok: true,
    patches: results.map(({ patch, report, contents, sboms }) => ({
      file: patch,
      sha256: contents.sha256,
      verdict: report.verdict,
      id: contents.metadata.id,
      rpms: contents.rpms.length,
      sboms,
    })),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}
