import type { PatchDiff, RpmChange } from "@stx-patch/patch-diff";
import type { RpmDifference } from "./rpm-differences.js";
import type { Difference } from "./write-rebuilt.js";

/** Why a rebuilt patch is not the same, as far as can be told. */
export const REASONS = {
  "other-key":
    "Another key signed the patch: the signed bytes are the same, the signature is not.",
  "random-salt":
    "The same key signed the same bytes with another salt: a random one (--random-salt), or that of another tool.",
  "other-ima-key": "Another key signed the files of RPMs.",
  "other-file-signatures":
    "The file signatures of RPMs name the same key, but are others: a key that signs with random numbers (EC), or another tool.",
  "other-rpm-signature":
    "The signature header of RPMs differs, file signatures left out: an OpenPGP signature was added or dropped, or another tool wrote it.",
  "other-rpm":
    "RPMs differ in more than signatures: they are not those that the patch was built from.",
  "tar-times":
    "Times in inner tar headers differ: a patch holds one time for all when this tool built it.",
  "other-tool":
    "Tar headers (owners, modes, format), the order of the members or the bytes of metadata.xml differ: another tool, or another version, wrote them.",
  compression:
    "Only compression or gzip header differ, as with another version of zlib.",
} as const;

/** Stable words for machines. */
export type Reason = keyof typeof REASONS;

/** What {@link reasonsFor} looks at. */
export interface ReasonFacts {
  readonly diff: PatchDiff;
  readonly rpms: readonly RpmDifference[];
  readonly difference: Difference | undefined;
}

const FILE_SIGNATURE_TAG = /\(FILESIGNATURE(S|LENGTH)\)$/;

/** The likely reasons, none when nothing differs. */
export function reasonsFor({
  diff,
  rpms,
  difference,
}: ReasonFacts): readonly Reason[] {
  if (difference === undefined) return [];
  if (difference.layer === "file") return ["compression"];
  if (diff.before.signedSha256 === diff.after.signedSha256)
    return [diff.signatureDiffers ? signatureReason(diff) : "other-tool"];
  const reasons = new Set<Reason>();
  for (const rpm of rpms) reasons.add(rpmReason(rpm, diff.rpms));
  // An RPM of another size moves what is behind it, so headers and order tell something only when the RPMs are the same.
  if (reasons.size === 0)
    reasons.add(isOfTime(difference) ? "tar-times" : "other-tool");
  return [...reasons];
}

function signatureReason({ before, after }: PatchDiff): Reason {
  return before.signer?.spkiSha256 === after.signer?.spkiSha256
    ? "random-salt"
    : "other-key";
}

function rpmReason(
  { fileName, parts }: RpmDifference,
  changes: readonly RpmChange[],
): Reason {
  const tags = parts.flatMap((part) => part.tags);
  const change = changes.find(({ before }) => before?.fileName === fileName);
  if (change?.state !== "re-signed") return "other-rpm";
  if (!tags.some((tag) => FILE_SIGNATURE_TAG.test(tag)))
    return "other-rpm-signature";
  const was = change.before?.signatures?.imaKeyIds.join();
  const is = change.after?.signatures?.imaKeyIds.join();
  return was === is ? "other-file-signatures" : "other-ima-key";
}

/** A checksum covers the time in front of it, so the time is what is met first. */
function isOfTime({ part, field }: Difference): boolean {
  return part === "tar header" && field === "mtime";
}
