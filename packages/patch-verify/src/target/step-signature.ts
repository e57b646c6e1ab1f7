import { recogniseSigners } from "@stx-patch/trust";
import { refusal, unknown } from "./fault.js";
import type { Members } from "./step-extraction.js";
import { kept, stop } from "./upload-end.js";
import type { JudgeContext } from "./verdict.js";

const SALT_BYTES = 32;

/** Rows 4 and 5: there is a signature, and the formal key made it, or the development key where that is allowed. */
export async function checkSignature(
  { metadata, software, semantics, signature }: Members,
  { anchors, options: { acceptsDev } }: JudgeContext,
): Promise<void> {
  if (signature === undefined)
    stop(
      "signature",
      refusal("there is no signature.v2"),
      "Patch has not been signed",
    );
  if (software.metadata !== metadata)
    stop(
      "signature",
      unknown(
        "the metadata.tar that counts comes behind software.tar, so the signed bytes are not known in one pass",
      ),
      null,
    );
  const signers = recogniseSigners({
    sha256: await software.sha256(
      semantics === undefined ? undefined : kept(semantics, "signature"),
    ),
    signature: kept(signature, "signature"),
    anchors,
  }).filter(
    ({ scheme, saltLength }) =>
      scheme === "rsassa-pkcs1-v1_5" || saltLength === SALT_BYTES,
  );
  const roles = new Set(signers.map(({ anchor }) => anchor.role));
  if (roles.has("formal") || (acceptsDev && roles.has("dev"))) return;
  const text = "Signature check failed";
  if (roles.has("dev"))
    stop(
      "signature",
      refusal(
        "it is signed for development, and the target has no marker to accept that",
      ),
      text,
    );
  if (!anchors.some(({ role }) => role === "formal"))
    stop(
      "signature",
      unknown(
        "the target's formal certificate was not given, so its answer to the signature is not known",
      ),
      null,
    );
  stop(
    "signature",
    refusal("none of the given certificates of the target made the signature"),
    text,
  );
}
