export type { RpmSource } from "./byte-stream.js";
export { dependenciesOf } from "./dependencies.js";
export {
  type DependencyRange,
  dependencySatisfied,
} from "./dependency-match.js";
export { describeRpm, rpmFileBatches } from "./describe.js";
export {
  createDigestChecker,
  type DigestCheckerOptions,
  type RpmDigestChecker,
} from "./digest-checker.js";
export type {
  RpmCheck,
  RpmCheckName,
  RpmCheckReason,
  RpmCheckState,
  RpmDigestReport,
} from "./digest-report.js";
export { encodeHeader } from "./encode-header.js";
export {
  RPM_ERRORS,
  RpmError,
  type RpmErrorCode,
  type RpmLocation,
  type RpmProblem,
} from "./error.js";
export { compareEvr, type Evr, parseEvr } from "./evr.js";
export { fileDigestAlgorithmOf } from "./file-list.js";
export {
  type FileDigestToSign,
  fileDigestsToSign,
  type SignableHash,
} from "./file-digests.js";
export {
  fileNameFits,
  parseRpmFileName,
  rpmFileNameOf,
  type RpmFileNameParts,
} from "./file-name.js";
export type {
  RpmDigestAlgorithm,
  RpmHash,
  RpmHasher,
  RpmHashFactory,
} from "./hash.js";
export type { HeaderEntry } from "./entry-index.js";
export { RpmHeader } from "./header.js";
export { assertHeaderDigests } from "./header-digests.js";
export { checkImaLayout } from "./ima-layout.js";
export { type Lead, parseLead } from "./lead.js";
export {
  DEFAULT_RPM_LIMITS,
  type RpmLimits,
  type RpmProfile,
} from "./limits.js";
export { type OpenRpm, openRpm, readRpmHeaders } from "./open-rpm.js";
export { type HeaderSource, parseHeader } from "./parse-header.js";
export {
  readRpmHeadersSync,
  type RpmBlockReader,
} from "./read-headers-sync.js";
export {
  type ImaLayout,
  rewriteFileSignatures,
  type RewriteOptions,
} from "./rewrite.js";
export type { RewrittenRpm } from "./rewrite-draft.js";
export type {
  Dependency,
  DependencyLists,
  ImaLayoutState,
  OpenPgpFacts,
  OpenPgpSignature,
  RpmFile,
  RpmInfo,
  Scriptlet,
  ScriptletKind,
} from "./rpm-info.js";
export { type HeaderKind, tagText } from "./tags.js";
export type {
  RpmDecompress,
  RpmDecompressorFactory,
} from "./uncompressed-payload.js";
export {
  compareVersions,
  type Order,
  type VersionRules,
} from "./version-compare.js";
export { formatRpm, permissionText } from "./query-format.js";
export {
  dependencyText,
  QUERY_TAGS,
  type QueriedRpm,
  tagName,
} from "./query-tags.js";
export type { OpenRpmOptions, RpmHeaders } from "./walk-headers.js";
