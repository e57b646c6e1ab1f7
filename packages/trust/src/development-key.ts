/**
 * SHA-256 of this project's development key (DER SubjectPublicKeyInfo, lower-case hex). Its private half is in the repository's
 * `signing-keys/`, for everybody to use: a signature by it says nothing about who made it.
 */
export const PROJECT_DEVELOPMENT_KEY =
  "771839ba15ef9abfc450956696723a5444cc8b89173ef8b13949b660e5c02478";
