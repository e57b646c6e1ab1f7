export type { Certificate } from "./certificate.js";
export { parseCertificate } from "./certificate.js";
export type { DataDigest } from "./data-signature.js";
export { isDataSignatureAlgorithm, readAlgorithm } from "./data-signature.js";
export type { DerValue } from "./der.js";
export { DER, DerReader, integerHex } from "./der.js";
export type {
  RecognisedSigner,
  SignatureInput,
  SignatureVerdict,
} from "./detached-signature.js";
export {
  recogniseSigners,
  verifyDetachedSignature,
} from "./detached-signature.js";
export {
  PROJECT_DEVELOPMENT_KEY,
  publicDevelopmentKey,
} from "./development-key.js";
export type { TrustErrorCode } from "./error.js";
export { TRUST_ERRORS, TrustError } from "./error.js";
export { digestOf, forgeHash } from "./forge-hash.js";
export type { ImaFileResult, ImaSignedPackage } from "./ima-package.js";
export { checkImaSignatures, createImaChecker } from "./ima-package.js";
export type {
  ImaInput,
  ImaSubject,
  ImaVerdict,
  ImaVerifier,
} from "./ima-signature.js";
export {
  createImaVerifier,
  imaKeyId,
  verifyImaSignature,
} from "./ima-signature.js";
export { rolesOfKey } from "./key-roles.js";
export type { TrustPolicy } from "./policy.js";
export type { RevokedFingerprints } from "./revocation.js";
export { parseRevocationList } from "./revocation.js";
export type {
  TimestampSignature,
  TimestampSignerVerdict,
  TimestampTrust,
} from "./timestamp-authority.js";
export { verifyTimestampSigner } from "./timestamp-authority.js";
export type { Role, TrustAnchor } from "./trust-anchor.js";
export {
  anchorsFrom,
  parseCertificates,
  roleOfFileName,
  UNSPECIFIED_ROLE,
} from "./trust-anchor.js";
