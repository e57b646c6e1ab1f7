export { WEB_ERRORS, WebError, type WebErrorCode } from "./error.js";
export { fileChunks } from "./file-chunks.js";
export { meaningsOf } from "./meanings.js";
export { nobleHash } from "./noble-hash.js";
export type { Answer, Request, TrustSettings } from "./protocol.js";
