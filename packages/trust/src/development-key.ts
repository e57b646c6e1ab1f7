/**
 * SHA-256 of this project's development key (DER SubjectPublicKeyInfo, lower-case hex). Its private half is in the repository's
 * `signing-keys/`, for everybody to use: a signature by it says nothing about who made it.
 */
export const PROJECT_DEVELOPMENT_KEY =
  "771839ba15ef9abfc450956696723a5444cc8b89173ef8b13949b660e5c02478";

/** The key of `dev_certificate` in StarlingX's `certificates.py`; its private half is in StarlingX's public build tools. */
const STARLINGX_DEVELOPMENT_KEY =
  "6830af2270a0745263c6f963dbe6511322a29296f84b6ac96a2fa6f4df091a48";

const OWNERS: ReadonlyMap<string, string> = new Map([
  [PROJECT_DEVELOPMENT_KEY, "this project's development key"],
  [STARLINGX_DEVELOPMENT_KEY, "StarlingX's development key"],
]);

/**
 * Whose public development key this is; undefined for keys that are not known to be public.
 *
 * @param spkiSha256 - lower-case hex
 */
export function publicDevelopmentKey(spkiSha256: string): string | undefined {
  return OWNERS.get(spkiSha256);
}
