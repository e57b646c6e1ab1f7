import { createHash } from "node:crypto";
import { resolve } from "node:path";
import {
  checkImprint,
  MAX_TIMESTAMP_BYTES,
  TIMESTAMP_ERRORS,
  verifyTimestamp,
  type TimestampInfo,
  type TimestampVerdict,
} from "@stx-patch/attestation";
import { finding, type CodeCatalogue, type Finding } from "@stx-patch/core";
import { readSmallFile } from "@stx-patch/node-io";
import { TRUST_ERRORS, type TrustPolicy } from "@stx-patch/trust";
import type { ParsedLine } from "../command-line/parse.js";
import { AT_TIMESTAMP, type TrustSetup } from "../commands/verify-file.js";
import type { Io } from "../world/io.js";
import { loadAuthorities } from "../world/timestamp-trust.js";
import type { SidecarCheck, SidecarReport } from "./sidecar.js";

const MEANINGS: CodeCatalogue = { ...TRUST_ERRORS, ...TIMESTAMP_ERRORS };

/**
 * Verifies a time stamp by itself, and holds it against the signature of the patch that is verified next.
 *
 * @param file - as it was named
 * @throws IoError when it cannot be read; CliError CLI_TRUST_UNREADABLE; TrustError
 */
export async function checkTimestamp(
  file: string,
  line: ParsedLine,
  { policy }: TrustSetup,
  { cwd, now }: Io,
): Promise<SidecarCheck> {
  const anchors = await loadAuthorities(line.list("tsa-cert"), cwd);
  const bytes = await readSmallFile(resolve(cwd, file), {
    maxBytes: MAX_TIMESTAMP_BYTES,
  });
  const verdict = await verifyTimestamp(bytes, { anchors, policy, now: now() });
  let signature: Uint8Array | undefined;
  return {
    policyFor:
      line.text("at") === AT_TIMESTAMP
        ? (signed) => policyAsOf(verdict, signed, policy)
        : undefined,
    takeSeal: (_, signed) => {
      signature = signed;
    },
    finish: () =>
      Promise.resolve([
        reportOf(file, verdict, [
          ...verdict.findings,
          ...imprintFindings(verdict.info, signature),
        ]),
      ]),
  };
}

/** Dates count as of a time stamp only when nothing is wrong with it; else as of now, as strictly. */
function policyAsOf(
  { info, findings }: TimestampVerdict,
  signature: Uint8Array,
  policy: TrustPolicy,
): TrustPolicy {
  const all = [...findings, ...imprintFindings(info, signature)];
  if (info === undefined || all.some(({ severity }) => severity === "error"))
    return policy;
  // The latest moment at which the signature can have come into being.
  const latest = info.time.getTime() + info.accuracyMilliseconds;
  return { ...policy, now: new Date(latest) };
}

function imprintFindings(
  info: TimestampInfo | undefined,
  signature: Uint8Array | undefined,
): Finding[] {
  if (info === undefined) return [];
  if (signature === undefined)
    return [
      finding(
        TIMESTAMP_ERRORS,
        "TIMESTAMP_NOT_COMPARED",
        "error",
        "the patch's signature could not be read",
      ),
    ];
  return checkImprint(info, createHash("sha256").update(signature).digest());
}

function reportOf(
  file: string,
  { info, chain }: TimestampVerdict,
  findings: readonly Finding[],
): SidecarReport {
  const errors = findings.filter(({ severity }) => severity === "error");
  const isBroken = errors.some(({ code }) => !code.startsWith("TRUST_"));
  return {
    kind: "timestamp",
    file,
    verdict: isBroken
      ? "malformed"
      : errors.length > 0
        ? "untrusted"
        : "trusted",
    facts:
      info === undefined
        ? []
        : [
            { label: "signed", lines: [`before ${timeText(info)}`] },
            {
              label: "authority",
              lines: chain.map(({ subject, notAfter }, i) =>
                i === 0
                  ? `${subject}, valid until ${notAfter.toISOString().slice(0, 10)}`
                  : `issued by ${subject}`,
              ),
            },
            { label: "policy", lines: [info.policy] },
          ],
    findings: findings.map((found) => ({
      ...found,
      file,
      means: MEANINGS[found.code]?.meaning ?? "",
    })),
  };
}

/** `2026-01-31T12:00:00.000Z, give or take 1.5 s`. */
export function timeText({
  time,
  accuracyMilliseconds,
}: TimestampInfo): string {
  const text = time.toISOString();
  return accuracyMilliseconds === 0
    ? text
    : `${text}, give or take ${accuracyMilliseconds / 1000} s`;
}
