import { refusal } from "./fault.js";
import { checkChecksum } from "./step-checksum.js";
import { checkContent } from "./step-content.js";
import { extractMembers } from "./step-extraction.js";
import { checkSignature } from "./step-signature.js";
import type { TargetReader } from "./target-reader.js";
import { stop, UploadEnd } from "./upload-end.js";
import type { JudgeContext, TargetVerdict } from "./verdict.js";

/** Takes the steps of the target's upload, each of which may end it. */
export async function judgeForTarget(
  reader: TargetReader,
  context: JudgeContext,
): Promise<TargetVerdict> {
  const { release, acceptsDev } = context.options;
  const asked = { release: release.name, acceptsDev };
  try {
    checkFileName(context);
    const members = extractMembers(reader, release);
    await checkChecksum(members, context);
    await checkSignature(members, context);
    const reason = await checkContent(members, context);
    return { ...asked, outcome: "accepted", step: null, message: null, reason };
  } catch (end) {
    if (!(end instanceof UploadEnd)) throw end;
    const { step, fault, text } = end;
    const { outcome, why } = fault;
    const message = outcome === "refused" ? text : null;
    return { ...asked, outcome, step, message, reason: why };
  }
}

/** Row 1. */
function checkFileName({ fileName }: JudgeContext): void {
  if (fileName === undefined || /[^.].*\.patch$/s.test(fileName)) return;
  const text = `File must end in .patch extension: ${fileName}`;
  stop("file-name", refusal("the file's name does not end in .patch"), text);
}
