const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Decodes NUL-terminated strings.
 *
 * Header strings have no declared encoding unless the package says `utf-8` (spec section 2). Then a
 * wrong sequence gives undefined. Otherwise a string that is not UTF-8 is read as ISO-8859-1, which
 * keeps every byte.
 *
 * @param data - exactly `count` strings, each with its NUL
 */
export function decodeStrings(
  data: Uint8Array,
  count: number,
  mustBeUtf8: boolean,
): string[] | undefined {
  const whole = decodeUtf8(data);
  if (whole !== undefined) return whole.split("\0", count);
  return mustBeUtf8 ? undefined : splitStrings(data).map(decodeBytes);
}

function splitStrings(data: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let start = 0;
  while (start < data.length) {
    const end = data.indexOf(0, start);
    parts.push(data.subarray(start, end));
    start = end + 1;
  }
  return parts;
}

function decodeBytes(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? decodeLatin1(bytes);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    // The only thing a fatal decoder throws for is a wrong sequence, which is an answer here.
    return undefined;
  }
}

/** Not TextDecoder("latin1"): that is windows-1252, which maps 0x80 to 0x9F elsewhere. */
function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
