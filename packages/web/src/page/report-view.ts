import { sizeText } from "@stx-patch/core";
import type {
  SignerSummary,
  VerificationReport,
} from "@stx-patch/patch-verify";
import { checksView } from "./checks-view.js";
import { contentsView } from "./contents-view.js";
import { block, element, type Content } from "./dom.js";
import { impactView } from "./impact-view.js";
import { findingsView } from "./findings-view.js";
import { facts, table } from "./table.js";
import { targetView } from "./target-view.js";
import { verdictView } from "./verdict-view.js";

/** A whole report: verdict, who, what, what was found, what was checked. */
export function reportView(
  report: VerificationReport,
  meanings: Readonly<Record<string, string>>,
): HTMLElement {
  return element(
    "div",
    { class: "report" },
    verdictView(report),
    signerView(report),
    targetView(report),
    findingsView(report, meanings),
    patchView(report.metadata),
    impactView(report),
    contentsView(report),
    checksView(report.checks),
    membersView(report.members),
  );
}

function signerView({ signer, checks }: VerificationReport): HTMLElement {
  const wasChecked = checks.some(
    ({ id, state }) => id === "signature" && state !== "not-run",
  );
  return element(
    "section",
    {},
    element("h4", {}, "Signer"),
    signer === null
      ? element(
          "p",
          {},
          wasChecked ? "Nobody you trust." : "The signature was not checked.",
        )
      : facts([
          ["Role", signer.role],
          ["Certificate", signer.subject ?? "a bare public key"],
          ...validity(signer),
          [
            "Key",
            `${signer.keyAlgorithm.toUpperCase()} ${signer.keyBits}, ${signer.scheme}`,
          ],
          ["Key SHA-256", element("code", {}, signer.spkiSha256)],
          ["From", signer.anchor],
        ]),
  );
}

function validity({ notBefore, notAfter }: SignerSummary): [string, string][] {
  if (notBefore === null || notAfter === null) return [];
  return [["Valid", `${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}`]];
}

function patchView(metadata: VerificationReport["metadata"]): HTMLElement {
  if (metadata === null)
    return element("p", {}, "metadata.xml could not be read.");
  const texts: [string, string][] = [
    ["Summary", metadata.summary],
    ["Description", metadata.description],
    ["Instructions", metadata.installInstructions],
    ["Warnings", metadata.warnings],
  ];
  const rows: [string, Content][] = [
    ["Id", metadata.id],
    ["Release", metadata.swVersion],
    ["Status", metadata.status || "none"],
    [
      "Installs",
      metadata.rebootRequired === false ? "in service" : "with a reboot",
    ],
    ["Removable", metadata.unremovable ? "no" : "yes"],
    ["Requires", metadata.requires.join(", ") || "nothing"],
    ["Scripts", metadata.semantics.join(", ") || "none"],
    ...texts
      .filter(([, text]) => text !== "")
      .map(([name, text]): [string, Content] => [name, block(text)]),
  ];
  return element("section", {}, element("h4", {}, "Patch"), facts(rows));
}

function membersView(members: VerificationReport["members"]): HTMLElement {
  return element(
    "details",
    {},
    element("summary", {}, "Members of the archive"),
    table(
      "Members of the archive",
      ["Member", "Size", "Offset"],
      members.map(({ name, sizeBytes, offset }): Content[] => [
        name,
        sizeText(sizeBytes),
        String(offset),
      ]),
    ),
  );
}
