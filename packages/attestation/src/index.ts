export type { Envelope, EnvelopeSignature } from "./dsse/envelope.js";
export {
  encodeEnvelope,
  MAX_ENVELOPE_BYTES,
  parseEnvelope,
} from "./dsse/envelope.js";
export { preAuthEncoding } from "./dsse/pae.js";
export { signEnvelope } from "./dsse/sign.js";
export type { EnvelopeTrust } from "./dsse/verify.js";
export { verifyEnvelope } from "./dsse/verify.js";
export type { AttestationErrorCode } from "./error.js";
export { ATTESTATION_ERRORS, AttestationError } from "./error.js";
export type { AttestedPatch, PackedRpm } from "./provenance/check-patch.js";
export { checkPatchProvenance } from "./provenance/check-patch.js";
export type {
  ProvenanceStatement,
  Resource,
} from "./provenance/read-statement.js";
export { parseProvenance } from "./provenance/read-statement.js";
export type {
  BuildRecord,
  DigestedFile,
  InputKey,
  InputRpm,
} from "./provenance/statement.js";
export {
  BUILD_TYPE,
  encodeProvenance,
  PROVENANCE_TYPE,
  STATEMENT_PAYLOAD_TYPE,
  STATEMENT_TYPE,
  UNSPECIFIED_BUILDER,
} from "./provenance/statement.js";
export type {
  ProvenancePatch,
  ProvenanceVerdict,
} from "./provenance/verify.js";
export { verifyProvenance } from "./provenance/verify.js";
export type { Json, JsonObject } from "./strict-json.js";
export type { TimestampErrorCode } from "./timestamp/error.js";
export { TIMESTAMP_ERRORS, TimestampError } from "./timestamp/error.js";
export type { TimestampRequest } from "./timestamp/request.js";
export {
  encodeTimestampRequest,
  isPolicy,
  parseTimestampRequest,
} from "./timestamp/request.js";
export {
  MAX_TIMESTAMP_BYTES,
  parseTimestampResponse,
} from "./timestamp/response.js";
export type { TimestampInfo } from "./timestamp/tst-info.js";
export type {
  TimestampExpectation,
  TimestampVerdict,
} from "./timestamp/verify.js";
export { checkImprint, verifyTimestamp } from "./timestamp/verify.js";
