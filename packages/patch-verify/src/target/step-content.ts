import type { Limits } from "@stx-patch/core";
import type { SmallBody } from "./bodies.js";
import type { TargetFault } from "./fault.js";
import { refusal } from "./fault.js";
import { readInnerFile } from "./inner-files.js";
import { plainPath } from "./plain-path.js";
import { EXTRACTION_TEXT, type Members } from "./step-extraction.js";
import { readTargetMetadata } from "./target-metadata.js";
import { readTargetXml } from "./target-xml.js";
import { kept, stop } from "./upload-end.js";
import type { JudgeContext } from "./verdict.js";

/**
 * Rows 6 and 7, and the storing: inner archives open, metadata.xml can be read, the release is there, and so is what is listed.
 *
 * @returns what there is to say about an accepted patch
 */
export async function checkContent(
  { metadata, software, semantics }: Members,
  { options: { release }, fileName, limits }: JudgeContext,
): Promise<string> {
  const xml = await readInnerFile(
    kept(metadata, "extraction"),
    "metadata.xml",
    limits,
  );
  const frames = [
    await frameOf(metadata, limits),
    software.frame(),
    semantics && (await frameOf(semantics, limits)),
  ];
  for (const frame of frames)
    if (frame !== undefined) stop("extraction", frame, EXTRACTION_TEXT);
  if ("outcome" in xml) return stop("metadata", xml, null);
  const root = readTargetXml(xml, { parser: release.xml, limits });
  if ("outcome" in root) return stop("metadata", root, null);
  const found = readTargetMetadata(root);
  if ("outcome" in found) return stop("metadata", found, null);
  const { id, swVersion, contents } = found;
  if (swVersion !== release.swVersion)
    stop(
      "release",
      refusal(
        `the patch is for ${swVersion}, the target is ${release.swVersion}`,
      ),
      `Patch ${id} software release (${swVersion}) is not installed`,
    );
  const fileId = fileName?.replace(/\.patch$/, "") ?? id;
  const missing = contents.find((name) => !software.has(plainPath(name)));
  if (missing !== undefined)
    stop(
      "storing",
      refusal(`software.tar does not hold ${missing}`),
      `Failed to import patch ${fileId}`,
    );
  return fileId === id
    ? "every step of the upload passes; base versions and other patches were not looked at"
    : `the target's daemon fails once (HTTP 500), because the file is not called after the id; after its restart ${id} is available`;
}

async function frameOf(
  body: SmallBody,
  limits: Limits,
): Promise<TargetFault | undefined> {
  const read = await readInnerFile(kept(body, "extraction"), undefined, limits);
  return "outcome" in read ? read : undefined;
}
