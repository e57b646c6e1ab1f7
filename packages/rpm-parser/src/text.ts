const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Decodes NUL-terminated UTF-8 strings; undefined when one of them is not UTF-8.
 *
 * @param data - exactly `count` strings, each with its NUL
 */
export function decodeUtf8Strings(
  data: Uint8Array,
  count: number,
): string[] | undefined {
  return decodeUtf8(data)?.split("\0", count);
}

/**
 * Decodes NUL-terminated strings without declared encoding: UTF-8 where it fits, else ISO-8859-1, which
 * keeps every byte. Header strings are just bytes unless the package says otherwise (spec section 2).
 */
export function decodeByteStrings(data: Uint8Array): string[] {
  return splitStrings(data).map(
    (bytes) => decodeUtf8(bytes) ?? decodeLatin1(bytes),
  );
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
