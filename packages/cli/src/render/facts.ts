import type {
  RpmSummary,
  SignerSummary,
  VerificationReport,
} from "@stx-patch/patch-verify";
import { impactFacts } from "./impact-facts.js";
import { releaseFacts } from "./release-facts.js";
import { counted, sizeText } from "./text.js";

/** One thing a report states, e.g. who signed: the same words in text and on the page. Not yet escaped. */
export interface Fact {
  readonly label: string;
  readonly lines: readonly string[];
}

/** Who signed and what the patch says of itself. */
export function patchFacts(report: VerificationReport): Fact[] {
  return [
    signerFact(report),
    ...metadataFacts(report),
    ...fileFacts(report),
    {
      label: "contents",
      lines: [contentsText(report)],
    },
  ];
}

/** What a patch is to others than itself: text and page show these in the same words. */
export function contextFacts(report: VerificationReport): Fact[] {
  return [
    ...impactFacts(report),
    ...releaseFacts(report),
    ...targetFacts(report),
  ];
}

function signerFact({ signer }: VerificationReport): Fact {
  if (signer === null)
    return { label: "signed by", lines: ["nobody we trust"] };
  const validity =
    signer.notAfter === null
      ? ""
      : `, valid until ${signer.notAfter.slice(0, 10)}`;
  return {
    label: "signed by",
    lines: [
      `${signer.role}: ${signer.subject ?? "a bare public key"}`,
      `${keyText(signer)}, SPKI SHA-256 ${signer.spkiSha256}${validity}`,
      `${signer.scheme}, trust anchor ${signer.anchor}`,
      ...signer.chain
        .slice(1)
        .map(
          ({ subject, notAfter }) =>
            `issued by ${subject}, valid until ${notAfter.slice(0, 10)}`,
        ),
      ...(signer.publicKeyOf === null
        ? []
        : [
            `${signer.publicKeyOf}: its private half is public, anybody can sign with it`,
          ]),
    ],
  };
}

function metadataFacts({ metadata }: VerificationReport): Fact[] {
  if (metadata === null)
    return [{ label: "patch", lines: ["metadata.xml could not be read"] }];
  const flags = [
    metadata.status === "" ? "no status" : `status ${metadata.status}`,
    metadata.rebootRequired === false ? "in-service" : "reboot required",
    ...(metadata.unremovable ? ["unremovable"] : []),
    ...(metadata.applyActiveReleaseOnly ? ["active release only"] : []),
  ];
  const facts: Fact[] = [
    {
      label: "patch",
      lines: [
        `${metadata.id} for release ${metadata.swVersion}, ${flags.join(", ")}`,
      ],
    },
    { label: "summary", lines: nonEmpty(metadata.summary) },
    { label: "requires", lines: nonEmpty(metadata.requires.join(", ")) },
    { label: "scripts", lines: nonEmpty(metadata.semantics.join(", ")) },
  ];
  return facts.filter(({ lines }) => lines.length > 0);
}

/** What tells the file itself from all others; not computed unless somebody wants it. */
function fileFacts({ fileSha256 }: VerificationReport): Fact[] {
  return fileSha256 === null
    ? []
    : [{ label: "file", lines: [`SHA-256 ${fileSha256}`] }];
}

const TARGET_OUTCOMES = {
  accepted: "accepted by the target",
  refused: "refused by the target",
  undetermined: "not known what the target says",
} as const;

/** What the target would do, apart from what we think of the patch. */
function targetFacts({ target }: VerificationReport): Fact[] {
  if (target === null) return [];
  const { release, outcome, message, reason, difference } = target;
  const words = message === null ? "" : ` ("${message}")`;
  return [
    {
      label: "target",
      lines: [
        `${release}: ${TARGET_OUTCOMES[outcome]}${words}: ${reason}`,
        ...(difference === null ? [] : [difference]),
      ],
    },
  ];
}

function contentsText({ rpms }: VerificationReport): string {
  const total = rpms.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const size = rpms.length === 0 ? "" : `, ${sizeText(total)}`;
  return counted(rpms.length, "RPM") + size;
}

/** Kind and size of a signer's key. */
export function keyText({
  keyAlgorithm,
  keyBits,
}: Pick<SignerSummary, "keyAlgorithm" | "keyBits">): string {
  return `${keyAlgorithm.toUpperCase()} ${keyBits}`;
}

/** An RPM by name, as well as it is known. */
export function rpmName({ nevra, fileName }: RpmSummary): string {
  return nevra ?? `${fileName} (not readable)`;
}

/** Where an RPM goes. */
export function nodeTypesText({ personalities }: RpmSummary): string {
  return personalities.length === 0 ? "no node type" : personalities.join(", ");
}

/** State of an RPM's file signatures in a few words. */
export function imaText(files: number, ima: RpmSummary["ima"]): string {
  if (ima === null) return "unknown file signatures";
  if (ima.layout === "none") return "no file signatures";
  const where = {
    header: "main header",
    signature: "signature header",
    both: "both headers",
  }[ima.layout];
  return `${ima.signedFiles} of ${counted(files, "file")} signed in the ${where}`;
}

/** Checks by outcome. */
export function checkCountText({ checks }: VerificationReport): string {
  const count = (state: string): number =>
    checks.filter((check) => check.state === state).length;
  return `${count("passed")} passed, ${count("failed")} failed, ${count("not-run")} not run`;
}

function nonEmpty(text: string): string[] {
  return text === "" ? [] : [text];
}
