import type { KeyInfo } from "@stx-patch/core";
import type { PreparedRpm } from "@stx-patch/patch-build";
import type { BuildResult } from "../commands/patch-build.js";
import { roleOf } from "../commands/patch-signer.js";
import { renderTable } from "./table.js";
import { counted, safeText, sizeText } from "./text.js";

/** What a build made, for people. */
export function buildSummaryText(result: BuildResult): string {
  const { inputs, written } = result;
  const target = inputs.output.kind === "file" ? inputs.output.path : "stdout";
  const headline =
    written === undefined
      ? `Dry run: the patch would be ${safeText(target)}\n`
      : `Patch is ${safeText(target)}\n`;
  return headline + buildFacts(result);
}

/** Release, contents, keys: what was taken from where. */
export function buildFacts({ inputs, plan, written }: BuildResult): string {
  const { release, patchKey, imaKey, anchors } = inputs;
  const rows = [
    ["release", `${release.version} (${release.source})`],
    ["contents", counted(plan.rpms.length, "RPM")],
    ...plan.rpms.map((rpm) => ["", rpmText(rpm)]),
    ...keyRows(
      "patch key",
      patchKey.signer.key,
      patchKey.source,
      roleOf(patchKey.signer.key, anchors),
    ),
    ...(imaKey === undefined
      ? [["IMA key", "none: files are not signed (--no-ima)"]]
      : keyRows("IMA key", imaKey.signer.key, imaKey.source, "ima")),
    ...(written === undefined ? [] : [["size", sizeText(written.sizeBytes)]]),
    ...(written?.sidecars ?? []).map(({ kind, path }) => [kind, path]),
  ];
  return renderTable(
    rows.map((row) => row.map(safeText)),
    "  ",
  );
}

/** What a build made, for machines: `docs/schema/build-result.schema.json`. */
export function buildSummaryJson({
  inputs,
  plan,
  written,
}: BuildResult): string {
  const { patchKey, imaKey, release, output, anchors } = inputs;
  return `${JSON.stringify(
    {
      schemaVersion: 1,
      ok: true,
      dryRun: written === undefined,
      path: output.kind === "file" ? output.path : null,
      sizeBytes: written?.sizeBytes ?? null,
      sha256: written?.sha256 ?? null,
      id: plan.metadata.id,
      release: { version: release.version, source: release.source },
      mtimeSeconds: plan.mtimeSeconds,
      metadata: plan.metadata,
      rpms: plan.rpms.map((rpm) => ({
        fileName: rpm.fileName,
        nevra: rpm.info.nevra,
        sizeBytes: rpm.sizeBytes,
        personalities: rpm.personalities,
        ima: rpm.ima,
        droppedSignatures: rpm.droppedSignatures,
      })),
      patchKey: keyJson(
        patchKey.signer.key,
        patchKey.source,
        roleOf(patchKey.signer.key, anchors),
      ),
      imaKey:
        imaKey === undefined
          ? null
          : keyJson(imaKey.signer.key, imaKey.source, "ima"),
      sidecars: written?.sidecars ?? [],
    },
    null,
    2,
  )}\n`;
}

function rpmText({
  info,
  personalities,
  sizeBytes,
  ima,
  droppedSignatures,
}: PreparedRpm): string {
  const parts = [
    info.nevra,
    personalities.length === 0 ? "no node type" : personalities.join(", "),
    sizeText(sizeBytes),
    imaText(ima),
  ];
  if (droppedSignatures.length > 0) {
    parts.push(
      `OpenPGP signature ${droppedSignatures.join(", ")} dropped with the old header`,
    );
  }
  return parts.join("; ");
}

function imaText(ima: PreparedRpm["ima"]): string {
  switch (ima.kind) {
    case "signed":
      return `${counted(ima.files, "file")} signed in the ${ima.layout === "header" ? "main" : "signature"} header`;
    case "skipped":
      return "files not signed: the package goes to a VFAT partition";
    case "off":
      return "left as it is";
  }
}

function keyRows(
  label: string,
  { algorithm, bits, spkiSha256 }: KeyInfo,
  source: string,
  role: string | null,
): string[][] {
  const known = role ?? "unknown role (no trust anchor has this key)";
  return [
    [label, `${known}, ${algorithm.toUpperCase()} ${bits}, ${source}`],
    ["", `SPKI SHA-256 ${spkiSha256}`],
  ];
}

function keyJson(
  { algorithm, bits, spkiSha256 }: KeyInfo,
  source: string,
  role: string | null,
): object {
  return { role, algorithm, bits, spkiSha256, source };
}
