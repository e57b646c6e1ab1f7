import { sizeText } from "@stx-patch/core";
import {
  changesText,
  impactLines,
  scriptletsText,
  type RpmImpact,
  type VerificationReport,
} from "@stx-patch/patch-verify";
import { element, type Content } from "./dom.js";
import { table } from "./table.js";

/** What applying the patch does to a system: hosts, reboot, scripts, files, size. */
export function impactView({
  impact,
  rpms,
}: VerificationReport): HTMLElement | undefined {
  if (impact === null) return undefined;
  return element(
    "section",
    {},
    element("h4", {}, "Impact"),
    ...impactLines(impact).map((line) => element("p", {}, line)),
    element(
      "details",
      {},
      element("summary", {}, "Impact of each RPM"),
      table(
        "Impact of each RPM",
        ["RPM", "Files", "Configuration", "Scripts", "Installed"],
        rpms.flatMap((rpm) =>
          rpm.impact === null ? [] : [row(rpm.fileName, rpm.impact)],
        ),
      ),
    ),
  );
}

function row(fileName: string, impact: RpmImpact): Content[] {
  const { changes, installed, config, installedSizeBytes } = impact;
  return [
    fileName,
    changes === null ? String(installed.count) : changesText(changes),
    String(config.count),
    scriptletsText(impact) || "none",
    sizeText(installedSizeBytes),
  ];
}
