import {
  rpmFileBatches,
  type ImaLayoutState,
  type OpenPgpSignature,
  type RpmHeaders,
  type RpmInfo,
} from "@stx-patch/rpm-parser";

/** Who signed an RPM and its files, as far as its headers tell. */
export interface RpmSignatures {
  readonly imaLayout: ImaLayoutState;
  readonly signedFiles: number;
  /** Key ids in the file signatures, 8 hex digits each; the first of them. */
  readonly imaKeyIds: readonly string[];
  /** Key ids of OpenPGP signatures, 16 hex digits each; `unknown` where a signature has none. */
  readonly openPgpKeyIds: readonly string[];
}

/** More keys than this in one package are no real case. */
const MAX_KEY_IDS = 8;

/** Reads them off the headers. */
export function signaturesOf(
  headers: RpmHeaders,
  info: RpmInfo,
): RpmSignatures {
  return {
    imaLayout: info.imaLayout,
    signedFiles: info.signedFileCount,
    imaKeyIds: imaKeyIdsOf(headers),
    openPgpKeyIds: info.openPgpSignatures
      .slice(0, MAX_KEY_IDS)
      .map(({ keyId }: OpenPgpSignature) => keyId ?? "unknown"),
  };
}

/** In a value of `security.ima` the key id stands behind type, version and hash algorithm (spec rpm-and-ima section 7). */
const KEY_ID_HEX = /^0302[0-9a-f]{2}([0-9a-f]{8})/;

function imaKeyIdsOf(headers: RpmHeaders): string[] {
  const ids = new Set<string>();
  for (const files of rpmFileBatches(headers)) {
    for (const { imaSignature } of files) {
      const id = KEY_ID_HEX.exec(imaSignature.slice(0, 14))?.[1];
      if (id !== undefined && ids.size < MAX_KEY_IDS) ids.add(id);
    }
  }
  return [...ids].toSorted();
}
