import type { AttachResult } from "../commands/patch-sign/attach.js";
import { outdatedRows } from "./outdated-sidecars.js";
import { renderTable } from "./table.js";
import { safeText, sizeText } from "./text.js";

/** What was attached to what, for people. */
export function attachText(result: AttachResult): string {
  const { path, signer, written, outdated } = result;
  const { role, certificate, key, source } = signer;
  const rows = [
    ["signed by", `${role}: ${certificate?.subject ?? source}`],
    ["", `SPKI SHA-256 ${key.spkiSha256}`],
    ["size", sizeText(written.sizeBytes)],
    ...outdatedRows(outdated),
  ];
  return `Patch is ${safeText(path ?? "stdout")}\n${renderTable(
    rows.map((row) => row.map(safeText)),
    "  ",
  )}`;
}

/** The same for machines: `docs/schema/sign-attach-result.schema.json`. */
export function attachJson(result: AttachResult): string {
  const { id, path, signer, written, outdated } = result;
  const { role, source, certificate, key } = signer;
  return `${JSON.stringify(
    {
      schemaVersion: 1,
      ok: true,
      ...{ id, path },
      sizeBytes: written.sizeBytes,
      sha256: written.sha256 ?? null,
      signer: {
        ...{ role, source },
        subject: certificate?.subject ?? null,
        spkiSha256: key.spkiSha256,
      },
      outdatedSidecars: outdated,
    },
    null,
    2,
  )}\n`;
}
