/** Region tags (spec section 2). */
export const REGION = { image: 61, signature: 62, immutable: 63 } as const;

/** Main header tags used here (spec section 4). */
export const MAIN = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  summary: 1004,
  buildTime: 1006,
  buildHost: 1007,
  size: 1009,
  vendor: 1011,
  license: 1014,
  packager: 1015,
  group: 1016,
  url: 1020,
  arch: 1022,
  oldFileNames: 1027,
  fileSizes: 1028,
  fileModes: 1030,
  fileRdevs: 1033,
  fileMtimes: 1034,
  fileDigests: 1035,
  fileLinkTos: 1036,
  fileFlags: 1037,
  fileUserNames: 1039,
  fileGroupNames: 1040,
  sourceRpm: 1044,
  fileVerifyFlags: 1045,
  archiveSize: 1046,
  rpmVersion: 1064,
  fileDevices: 1095,
  fileInodes: 1096,
  fileLangs: 1097,
  sourcePackage: 1106,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
  payloadFormat: 1124,
  payloadCompressor: 1125,
  payloadFlags: 1126,
  fileColors: 1140,
  fileClass: 1141,
  fileDependsX: 1143,
  fileDependsN: 1144,
  longFileSizes: 5008,
  longSize: 5009,
  fileCaps: 5010,
  fileDigestAlgo: 5011,
  encoding: 5062,
  fileSignatures: 5090,
  fileSignatureLength: 5091,
  payloadDigest: 5092,
  payloadDigestAlt: 5097,
  payloadSize: 5112,
  payloadSizeAlt: 5113,
  rpmFormat: 5114,
  fileMimeIndex: 5115,
  payloadSha512: 5121,
  payloadSha512Alt: 5122,
  payloadSha3: 5123,
  payloadSha3Alt: 5124,
} as const;

/** Signature header tags (spec section 4). */
export const SIG = {
  dsa: 267,
  rsa: 268,
  sha1: 269,
  longSize: 270,
  longArchiveSize: 271,
  sha256: 273,
  fileSignatures: 274,
  fileSignatureLength: 275,
  openPgp: 278,
  sha3: 279,
  reserved: 999,
  size: 1000,
  pgp: 1002,
  md5: 1004,
  gpg: 1005,
  payloadSize: 1007,
  reservedSpace: 1008,
} as const;

/** Which of the two headers; tags 1000 and up mean different things in them. */
export type HeaderKind = "signature" | "main";

const NAMES: Readonly<Record<HeaderKind, ReadonlyMap<number, string>>> = {
  signature: namesOf(SIG),
  main: namesOf(MAIN),
};

function namesOf(
  tags: Readonly<Record<string, number>>,
): ReadonlyMap<number, string> {
  return new Map(
    Object.entries(tags).map(([name, tag]) => [tag, name.toUpperCase()]),
  );
}

/** A tag for messages, e.g. `tag 1000 (NAME)`. */
export function tagText(kind: HeaderKind, tag: number): string {
  const name = NAMES[kind].get(tag);
  return name === undefined ? `tag ${tag}` : `tag ${tag} (${name})`;
}
