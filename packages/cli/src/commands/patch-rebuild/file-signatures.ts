import { fromHex, toHex, type ImaSigner } from "@stx-patch/core";
import { isOnImaSkipList, type ImaSigning } from "@stx-patch/patch-build";
import {
  describeRpm,
  fileDigestsToSign,
  rpmFileBatches,
  type ImaLayout,
  type RpmHeaders,
} from "@stx-patch/rpm-parser";

/** In which layout the files of a package were signed, by file name; undefined: left as it was. */
export type FileSignatureLayouts = ReadonlyMap<string, ImaLayout | undefined>;

/** RPM header tags of the length that all file signatures share (spec rpm-and-ima section 8). */
const LENGTH_TAG = { header: 5091, signature: 275 } as const;

/**
 * How the files of each RPM of a patch were signed, as its headers tell: a package that has nothing to sign went through the signing
 * with the others; one that has and is not signed was left as it was.
 *
 * @param headersOf - by file name
 */
export function fileSignatureLayouts(
  headersOf: ReadonlyMap<string, RpmHeaders>,
): FileSignatureLayouts {
  const rpms = [...headersOf].map(([fileName, headers]) => {
    const info = describeRpm(headers);
    return { fileName, headers, info };
  });
  const shared = rpms
    .map(({ info }) => info.imaLayout)
    .find((layout) => layout === "header" || layout === "signature");
  return new Map(
    rpms.map(({ fileName, info }) => {
      if (isOnImaSkipList(fileName)) return [fileName, undefined];
      const { imaLayout } = info;
      if (imaLayout === "header" || imaLayout === "signature")
        return [fileName, imaLayout];
      const hasNothingToSign =
        imaLayout === "none" &&
        fileDigestsToSign(info).every((digest) => digest === undefined);
      return [fileName, hasNothingToSign ? shared : undefined];
    }),
  );
}

/** Signs the files of one package with the signatures that it has in the patch; equal digests have equal ones. */
export function carriedFileSignatures(
  headers: RpmHeaders,
  layout: ImaLayout,
): ImaSigning {
  const values = new Map<string, string>();
  for (const files of rpmFileBatches(headers))
    for (const { digest, imaSignature } of files)
      if (imaSignature !== "") values.set(digest, imaSignature);
  const header = layout === "header" ? headers.main : headers.signature;
  const signer: ImaSigner = {
    // Nothing tells the key but its id; all that is asked is that an EC key does not go into the main header.
    key: { algorithm: "rsa", bits: 0, spkiSha256: "", spki: new Uint8Array(0) },
    signatureLength: header.number(LENGTH_TAG[layout]) ?? 0,
    sign: (digests) =>
      Promise.resolve(
        digests.map(({ digest }) => fromHex(values.get(toHex(digest)) ?? "00")),
      ),
  };
  return { signer, layout };
}
