export type { SigningErrorCode } from "./error.js";
export { SIGNING_ERRORS, SigningError } from "./error.js";
export { createAttachedSigner } from "./external/attached-signer.js";
export type { DigestSignerUri } from "./external/open-remote-key.js";
export { openRemoteKey } from "./external/open-remote-key.js";
export type { ExpectedKey } from "./external/public-key.js";
export { expectedKeyOf, parseExpectedKey } from "./external/public-key.js";
export type {
  RemoteKey,
  SignatureOrder,
  SignaturePurpose,
  SignatureScheme,
} from "./external/remote-key.js";
export { PATCH_SCHEME } from "./external/remote-key.js";
export {
  createRemoteImaSigner,
  createRemotePatchSigner,
} from "./external/remote-signers.js";
export type { SignerUri } from "./external/signer-uri.js";
export { parseSignerUri } from "./external/signer-uri.js";
export type { SigningServer } from "./external/signing-server.js";
export { createSigningServer } from "./external/signing-server.js";
export type { SignerSurroundings } from "./external/surroundings.js";
export type { ImaSignerOptions } from "./ima-signer.js";
export { createImaSigner } from "./ima-signer.js";
export type { KernelImaSigner } from "./ima-signatures.js";
export type { SaltSource } from "./patch-signer.js";
export { createPatchSigner } from "./patch-signer.js";
export type { PrivateKey } from "./private-key.js";
export { loadPrivateKey } from "./private-key.js";
