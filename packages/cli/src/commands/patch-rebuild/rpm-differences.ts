import { equalBytes } from "@stx-patch/core";
import { differingTags, type PatchSnapshot } from "@stx-patch/patch-diff";
import {
  tagText,
  type RpmHeader,
  type RpmHeaders,
} from "@stx-patch/rpm-parser";

/** A part of an RPM that is not the same. */
export interface PartDifference {
  readonly part: "lead" | "signature header" | "main header" | "payload";
  /** Of a header: tags whose values differ, as `tag 5090 (FILESIGNATURES)`; none when they are only laid out in another way. */
  readonly tags: readonly string[];
}

/** An RPM that did not come out the same. */
export interface RpmDifference {
  readonly fileName: string;
  readonly parts: readonly PartDifference[];
}

/** Compares the RPMs of two patches part by part; those of one patch alone are in their difference. */
export function rpmDifferences(
  before: PatchSnapshot,
  after: PatchSnapshot,
): RpmDifference[] {
  return [...before.rpms].flatMap(([fileName, was]) => {
    const is = after.rpms.get(fileName);
    if (is === undefined) return [];
    const parts = headerDifferences(was.headers, is.headers);
    if (was.payloadSha256 !== is.payloadSha256)
      parts.push({ part: "payload", tags: [] });
    return parts.length === 0 ? [] : [{ fileName, parts }];
  });
}

function headerDifferences(was: RpmHeaders, is: RpmHeaders): PartDifference[] {
  return [
    ...(equalBytes(was.leadBytes, is.leadBytes)
      ? []
      : [{ part: "lead" as const, tags: [] }]),
    ...headerDifference("signature header", was.signature, is.signature),
    ...headerDifference("main header", was.main, is.main),
  ];
}

function headerDifference(
  part: "signature header" | "main header",
  was: RpmHeader,
  is: RpmHeader,
): PartDifference[] {
  if (equalBytes(was.bytes, is.bytes)) return [];
  const tags = differingTags(was, is).map((tag) => tagText(was.kind, tag));
  return [{ part, tags }];
}
