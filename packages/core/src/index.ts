export { ByteReader } from "./byte-reader.js";
export {
  compareText,
  concatBytes,
  copyOf,
  equalBytes,
  fromHex,
  toHex,
} from "./bytes.js";
export { borrowRoom, copyBytes } from "./chunk-memory.js";
export { mapConcurrently } from "./concurrent.js";
export type {
  CodeCatalogue,
  CodeDescription,
  CodedError,
  CodedProblem,
  ErrorDetails,
  ErrorLocation,
} from "./errors.js";
export { errorClass, isCodedError, PatchError } from "./errors.js";
export type { Finding, Severity } from "./findings.js";
export { finding, findingFromError } from "./findings.js";
export { gatherChunks } from "./gather.js";
export type { LimitDescription, Limits } from "./limits.js";
export { DEFAULT_LIMITS, LIMITS } from "./limits.js";
export { nearestName } from "./nearest-name.js";
export type {
  BlockDeflater,
  BorrowedRoom,
  ByteRange,
  ByteSource,
  ChunkMemory,
  Crc32,
  FileDigest,
  HashAlgorithm,
  Hasher,
  HashFactory,
  HashHint,
  ImaSigner,
  Inflater,
  InflateRest,
  KeyInfo,
  OpenOptions,
  PatchSigner,
} from "./ports.js";
export {
  capitalised,
  counted,
  safeBlock,
  safeText,
  sentence,
  sizeText,
} from "./text.js";
