import type { SigningRequest } from "../commands/patch-sign/signing-request.js";
import { renderTable } from "./table.js";
import { counted, safeText } from "./text.js";

/** What was asked for, for people. */
export function requestText(
  { patch, sign }: SigningRequest,
  path: string,
  verdict: string,
): string {
  const keys = sign.acceptedKeys.map(
    ({ spkiSha256, subject }) => `${subject ?? "public key"}, ${spkiSha256}`,
  );
  const rows = [
    [
      "patch",
      `${patch.id}, ${patch.release}, ${counted(patch.rpms.length, "RPM")}`,
    ],
    [
      "signed by",
      verdict === "trusted" && patch.signedBy !== null
        ? `${patch.signedBy.role}, ${patch.signedBy.spkiSha256}`
        : "nobody who is trusted",
    ],
    ["role", sign.role],
    ["SHA-256", sign.sha256],
    ["accepted", keys[0] ?? "whatever key is named when it is attached"],
    ...keys.slice(1).map((key) => ["", key]),
  ];
  return [
    `Signing request is ${safeText(path)}\n`,
    renderTable(
      rows.map((row) => row.map(safeText)),
      "  ",
    ),
  ].join("");
}

/** How it is answered: commands to copy. */
export function answerText({ patch, answer }: SigningRequest): string {
  return [
    "\nWhoever has the key answers it with\n",
    ...answer.map((command) => `  ${safeText(command)}\n`),
    `and then\n  patch-sign attach FILE --signature ${safeText(patch.id)}.signature\n`,
  ].join("");
}
