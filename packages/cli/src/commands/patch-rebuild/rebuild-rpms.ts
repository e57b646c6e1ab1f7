import type { ImaSigner, Limits } from "@stx-patch/core";
import type { ImaSigning, InspectedRpm } from "@stx-patch/patch-build";
import {
  describeRpm,
  type ImaLayout,
  type RpmHeaders,
} from "@stx-patch/rpm-parser";
import {
  carriedFileSignatures,
  type FileSignatureLayouts,
} from "./file-signatures.js";
import type { OriginalRpm } from "./original-search.js";
import type { PackedRpms } from "./packed-rpms.js";
import type { OldPatch } from "./read-old-patch.js";

/** What a patch is built again from, besides its own record. */
export interface RebuildInputs {
  /** Undefined: the RPMs in the patch. */
  readonly originals: ReadonlyMap<string, OriginalRpm> | undefined;
  /** Undefined: file signatures are those in the patch. */
  readonly imaSigner: ImaSigner | undefined;
  readonly limits: Limits;
}

/** An RPM, and how its files are to be signed. */
export interface RpmOfRebuild {
  readonly rpm: InspectedRpm;
  readonly ima: ImaSigning | undefined;
}

/** By file name; a trusted patch has them all. */
export function headersOf({
  snapshot,
}: OldPatch): ReadonlyMap<string, RpmHeaders> {
  return new Map(
    [...snapshot.rpms].map(([fileName, { headers }]) => [fileName, headers]),
  );
}

/** The RPMs of a patch, from where they are to be taken. */
export function rpmsOf(
  old: OldPatch,
  { originals, imaSigner }: RebuildInputs,
  packed: PackedRpms,
  layouts: FileSignatureLayouts,
): RpmOfRebuild[] {
  const inPatch = headersOf(old);
  return old.snapshot.report.rpms.map(
    ({ fileName, personalities, sizeBytes }) => {
      const original = originals?.get(fileName);
      const packedHeaders = inPatch.get(fileName);
      const headers = original?.headers ?? packedHeaders;
      if (headers === undefined || packedHeaders === undefined)
        throw new TypeError("a trusted patch has no RPM that is none");
      const source = original?.source ?? packed.source(fileName, sizeBytes);
      const rpm = { source, fileName, personalities, headers };
      const carry = (layout: ImaLayout): ImaSigning | undefined =>
        original && carriedFileSignatures(packedHeaders, layout);
      const layout = layouts.get(fileName);
      return {
        rpm: { ...rpm, info: describeRpm(headers) },
        ima:
          layout && (imaSigner ? { signer: imaSigner, layout } : carry(layout)),
      };
    },
  );
}
