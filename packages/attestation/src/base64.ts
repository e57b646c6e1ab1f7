/** Characters per call of fromCharCode: below every engine's limit of arguments. */
const BLOCK = 8192;

/** Base64 with padding (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += BLOCK)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + BLOCK)));
  return btoa(parts.join(""));
}

/**
 * Reads base64 in either alphabet, as DSSE allows both; with its padding, without spaces, and with nothing in the bits that do not count:
 * of each content there is one text an alphabet.
 *
 * @returns undefined for anything else
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (/[-_]/.test(text) && /[+/]/.test(text)) return undefined;
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  if (standard.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(standard))
    return undefined;
  const binary = atob(standard);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  const tail = bytes.subarray(bytes.length - (bytes.length % 3 || 3));
  return standard.endsWith(encodeBase64(tail)) ? bytes : undefined;
}
