import { toHex } from "@stx-patch/core";
import type { TimestampAttachResult } from "../commands/patch-timestamp/attach.js";
import type { TimestampRequestResult } from "../commands/patch-timestamp/request.js";
import { timeText } from "../sidecars/check-timestamp.js";
import { renderTable } from "./table.js";
import { safeText } from "./text.js";

/** What was asked for, for people. */
export function timestampRequestText({
  id,
  path,
  request,
}: TimestampRequestResult): string {
  const { imprint, policy, nonce } = request;
  const rows = [
    ["patch", id],
    ["imprint", `SHA-256 ${toHex(imprint)} of its signature`],
    ...(policy === undefined ? [] : [["policy", policy]]),
    ...(nonce === undefined ? [] : [["nonce", nonce]]),
  ];
  return `Request is ${safeText(path)}\n${table(rows)}`;
}

/** The same for machines: `docs/schema/timestamp-request-result.schema.json`. */
export function timestampRequestJson({
  id,
  path,
  request: { imprint, policy, nonce },
}: TimestampRequestResult): string {
  return json({
    ...{ id, path },
    imprintSha256: toHex(imprint),
    policy: policy ?? null,
    nonce: nonce ?? null,
  });
}

/** What was put beside the patch, for people. */
export function timestampAttachText(result: TimestampAttachResult): string {
  const { id, path, info, chain, isTrusted } = result;
  const rows = [
    ["patch", `${id}, signed before ${timeText(info)}`],
    ...chain.map(({ subject }, i) =>
      i === 0 ? ["authority", subject] : ["", `issued by ${subject}`],
    ),
    ...(isTrusted
      ? []
      : [["", "not checked whether it is one: no --tsa-cert"]]),
    ["policy", info.policy],
  ];
  return `Time stamp is ${safeText(path)}\n${table(rows)}`;
}

/** The same for machines: `docs/schema/timestamp-attach-result.schema.json`. */
export function timestampAttachJson({
  id,
  path,
  info,
  chain,
  isTrusted,
}: TimestampAttachResult): string {
  return json({
    ...{ id, path },
    time: info.time.toISOString(),
    accuracyMilliseconds: info.accuracyMilliseconds,
    policy: info.policy,
    serial: info.serial,
    authority: {
      subject: chain[0]?.subject ?? null,
      certificateSha256: chain[0]?.fingerprintSha256 ?? null,
      trusted: isTrusted,
    },
  });
}

function table(rows: readonly (readonly string[])[]): string {
  return renderTable(
    rows.map((row) => row.map(safeText)),
    "  ",
  );
}

function json(value: object): string {
  return `${JSON.stringify({ schemaVersion: 1, ok: true, ...value }, null, 2)}\n`;
}
