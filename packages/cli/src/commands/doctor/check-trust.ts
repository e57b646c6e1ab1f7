import type { KeyInfo } from "@stx-patch/core";
import { publicDevelopmentKey } from "@stx-patch/trust";
import type { ParsedLine } from "../../command-line/parse.js";
import type { Io } from "../../world/io.js";
import { trustSetup } from "../verify-file.js";
import type { Check } from "./check.js";
import { day, validityChecks } from "./validity.js";

/** Whom patch-verify would trust, and whether what it needs for that can be read. @throws as trustSetup */
export async function checkTrust(line: ParsedLine, io: Io): Promise<Check[]> {
  const subject = "trust anchors";
  const { anchors, policy } = await trustSetup(line, io);
  if (anchors.length === 0)
    return [
      {
        state: "warn",
        subject,
        text: "none: no patch can be trusted",
        remedy:
          "Name certificates with --trust, STX_PATCH_TRUST, or trust: in a configuration file.",
      },
    ];
  return anchors.flatMap(({ role, source, key, certificate }): Check[] => [
    {
      state: "ok",
      subject,
      text: [
        role,
        `${key.algorithm.toUpperCase()} ${key.bits}`,
        ...(certificate === undefined
          ? []
          : [`until ${day(certificate.notAfter)}`]),
        source,
      ].join(", "),
    },
    ...(certificate === undefined
      ? []
      : validityChecks(certificate, {
          subject,
          name: source,
          now: policy.now,
          strict: policy.checkDates,
          code: "CLI_TRUST_EXPIRED",
        })),
    ...publicKeyChecks(subject, role, source, key),
  ]);
}

/** Anybody can sign with a development key whose private half is public. */
function publicKeyChecks(
  subject: string,
  role: string,
  source: string,
  { spkiSha256 }: KeyInfo,
): Check[] {
  if (role === "dev" || publicDevelopmentKey(spkiSha256) === undefined)
    return [];
  return [
    {
      state: "warn",
      subject,
      text: `${source} is a public development key, trusted as ${role}: no patch is accepted for it`,
      remedy: "Name the certificate of the real signer.",
    },
  ];
}
