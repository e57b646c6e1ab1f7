import { readFileSync } from "node:fs";
import {
  verifyPatch,
  type CheckFinding,
  type VerificationReport,
} from "@stx-patch/patch-verify";
import { anchorsFrom } from "@stx-patch/trust";
import {
  craftPatch,
  sampleMetadata,
  TEST_KEYS,
  vectorPath,
  type PatchParts,
} from "@stx-patch/testkit";
import type { SidecarReport } from "../../src/sidecars/sidecar.js";
import type {
  VerifyOutcome,
  VerifyRun,
} from "../../src/commands/verify-outcome.js";

const NAME = "cgcs-patch-1.0-31.tis.x86_64.rpm";

/** A small patch with one RPM, with whatever a test bends. */
export async function craftedPatch(
  override: Partial<PatchParts> = {},
): Promise<Uint8Array> {
  const body = readFileSync(vectorPath("rpm", `unsigned/4.18/${NAME}`));
  return craftPatch({
    metadata: sampleMetadata({
      summary: "Fixes the audit",
      description: "First line\nSecond line",
      personalities: [{ type: "controller", packages: ["cgcs-patch"] }],
      contents: [NAME],
    }),
    rpms: [{ name: NAME, body }],
    ...override,
  });
}

/** The verifier's own report of such a patch, so that renderers are tested with what they really get. */
export async function craftedReport(
  override: Partial<PatchParts> = {},
): Promise<VerificationReport> {
  const patch = await craftedPatch(override);
  return verifyPatch(single(patch), {
    anchors: anchorsFrom(readFileSync(TEST_KEYS.dev.certificate), {
      role: "dev",
      source: "dev-certificate.pem",
    }),
    policy: {
      checkDates: false,
      now: new Date("2027-01-01"),
      minRsaBits: 2048,
    },
    fileName: "CRAFT_0001.patch",
  });
}

/** A report that claims the worst about everything that a patch can name. */
export async function hostileReport(text: string): Promise<VerificationReport> {
  const report = await craftedReport();
  return {
    ...report,
    verdict: "malformed",
    signer: { ...report.signer!, subject: text, role: text, anchor: text },
    metadata: {
      ...report.metadata!,
      id: text,
      swVersion: text,
      summary: text,
      description: `${text}\n${text}`,
      installInstructions: text,
      warnings: text,
      status: text,
      requires: [text],
      semantics: [text],
    },
    rpms: [{ ...report.rpms[0]!, nevra: text, personalities: [text] }],
    findings: [findingOf({ message: text, member: text, remedy: text })],
    checks: report.checks.map((check, i) =>
      i === 0 ? { ...check, state: "not-run", reason: text } : check,
    ),
  };
}

/** A finding with what a test needs. */
export function findingOf(override: Partial<CheckFinding> = {}): CheckFinding {
  return {
    check: "container",
    code: "TAR_TRAILING_DATA",
    severity: "error",
    message: "data follows the end mark",
    remedy: "do not use the file",
    ...override,
  };
}

/** A provenance that is of another patch, in a file that is called like this. */
export function badSidecar(text: string): SidecarReport {
  return {
    kind: "provenance",
    file: text,
    verdict: "malformed",
    facts: [{ label: "builder", lines: [text] }],
    findings: [
      {
        code: "ATTEST_SUBJECT",
        severity: "error",
        message: text,
        means: text,
        remedy: text,
      },
    ],
  };
}

/** A run with these outcomes. */
export function runOf(...outcomes: VerifyOutcome[]): VerifyRun {
  return {
    outcomes,
    exitCode: 2,
    at: new Date("2027-01-02T03:04:05Z"),
    version: "1.2.3",
  };
}

/** What may not act, hide or lead away, whatever shows it; each with a name. */
export const HOSTILE_TEXTS: readonly (readonly [string, string])[] = [
  ["a script", `</title></style><script>document.title="owned"</script>`],
  ["an image", `"><img src=x onerror="document.title='owned'">`],
  ["an attribute", `' onmouseover='document.title="owned"`],
  ["ends of XML sections", "]]><!--"],
  ["references", "&lt;b&gt; &amp;amp;"],
  ["terminal commands", "\u001b[2J\u001b]0;owned\u0007"],
  ["direction marks", "safe\u202egpj.exe\u2066\u200f"],
  ["line ends", "line\r\nother\u2028third\u0000"],
  ["no characters", "\ud800 lone, \uffff none, \ufeff mark, \u3164 filler"],
  ["links and placeholders", "[press](https://example.com/) {0} {name}"],
  ["a long word", "x".repeat(5000)],
];

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
