import type { HashFactory, ImaSigner } from "@stx-patch/core";
import {
  fileDigestsToSign,
  rewriteFileSignatures,
  type ImaLayout,
  type RewrittenRpm,
} from "@stx-patch/rpm-parser";
import { BuildError } from "./error.js";
import { isOnImaSkipList } from "./ima-skip-list.js";
import type { InspectedRpm } from "./rpm-input.js";

/** How files are to be signed. */
export interface ImaSigning {
  readonly signer: ImaSigner;
  readonly layout: ImaLayout;
}

/** What became of one RPM's file signatures. */
export type ImaOutcome =
  /** `files` signatures were put in. */
  | {
      readonly kind: "signed";
      readonly layout: ImaLayout;
      readonly files: number;
    }
  /** IMA signing is off; whatever the RPM had stays. */
  | { readonly kind: "off" }
  /** On the list of packages that stay as they are. */
  | { readonly kind: "skipped" };

/**
 * The header area of an RPM after signing, or undefined when it stays as it is.
 *
 * @throws BuildError BUILD_IMA_EC_LAYOUT
 */
export async function signFiles(
  rpm: InspectedRpm,
  signing: ImaSigning | undefined,
  hash: HashFactory,
): Promise<{ outcome: ImaOutcome; rewritten: RewrittenRpm | undefined }> {
  if (signing === undefined)
    return { outcome: { kind: "off" }, rewritten: undefined };
  if (isOnImaSkipList(rpm.fileName)) {
    return { outcome: { kind: "skipped" }, rewritten: undefined };
  }
  assertLayoutTakesKey(signing);
  const digests = fileDigestsToSign(rpm.info);
  const present = digests.filter((digest) => digest !== undefined);
  const signed = (await signing.signer.sign(present)).values();
  const signatures = digests.map((digest) =>
    digest === undefined ? undefined : signed.next().value,
  );
  const rewritten = await rewriteFileSignatures(rpm.headers, signatures, {
    layout: signing.layout,
    signatureLength: signing.signer.signatureLength,
    payloadSizeBytes: rpm.source.sizeBytes - rpm.headers.payloadOffset,
    hash,
  });
  return {
    outcome: { kind: "signed", layout: signing.layout, files: present.length },
    rewritten,
  };
}

/**
 * Spec rpm-and-ima section 7: rpm up to 4.17.0 cuts or overruns signatures that have not the one length it reads.
 *
 * @throws BuildError BUILD_IMA_EC_LAYOUT
 */
export function assertLayoutTakesKey({ signer, layout }: ImaSigning): void {
  if (signer.key.algorithm === "ec" && layout === "header")
    throw new BuildError(
      "BUILD_IMA_EC_LAYOUT",
      "an EC key cannot sign files for the main-header layout",
    );
}
