export type { SigningErrorCode } from "./error.js";
export { SIGNING_ERRORS, SigningError } from "./error.js";
export type { ImaSignerOptions, LocalImaSigner } from "./ima-signer.js";
export { createImaSigner } from "./ima-signer.js";
export type { SaltSource } from "./patch-signer.js";
export { createPatchSigner } from "./patch-signer.js";
export type { PrivateKey } from "./private-key.js";
export { loadPrivateKey } from "./private-key.js";
