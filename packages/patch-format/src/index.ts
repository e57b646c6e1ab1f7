export { encodeChecksum, parseChecksum } from "./checksum.js";
export type { FormatErrorCode } from "./error.js";
export { FORMAT_ERRORS, FormatError } from "./error.js";
export type { MemberGrammar, MemberHead } from "./member-grammar.js";
export { createMemberGrammar } from "./member-grammar.js";
export type { PatchMember } from "./members.js";
export { isSignedMember, PATCH_MEMBERS } from "./members.js";
export type {
  MetadataPlaces,
  PatchMetadata,
  PersonalityPackages,
  SemanticAction,
} from "./metadata.js";
export { SEMANTIC_ACTIONS } from "./metadata.js";
export type { DecodedMetadata } from "./metadata-decoder.js";
export { decodeMetadata } from "./metadata-decoder.js";
export { encodeMetadata } from "./metadata-encoder.js";
export type { PatchId } from "./patch-id.js";
export {
  isPatchId,
  MAX_PATCH_ID_LENGTH,
  patchFileName,
  patchIdProblem,
  toPatchId,
} from "./patch-id.js";
export type { PatchSeries } from "./patch-series.js";
export { MAX_PATCH_NUMBER, patchIdOf, patchNumberOf } from "./patch-series.js";
export type { Personality, RetiredPersonality } from "./personality.js";
export {
  isPersonality,
  isRetiredPersonality,
  PERSONALITIES,
  RETIRED_PERSONALITIES,
} from "./personality.js";
export type { ReleaseInfo } from "./release-info.js";
export { parseReleaseInfo } from "./release-info.js";
export type { Seal, SealMember, SealResult } from "./seal.js";
export { createSeal, exchangedChecksum } from "./seal.js";
export { type XmlDocument, readXmlDocument } from "./xml-document.js";
export type { XmlAttribute, XmlElement } from "./xml-tree.js";
