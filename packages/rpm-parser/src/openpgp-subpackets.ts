/** The critical bit of a subpacket's type says nothing about what it is. */
const TYPE_MASK = 0x7f;

/** Content of the first subpacket of a type; a cut one counts with what is there of it. */
export function findSubpacket(
  subpackets: Uint8Array,
  type: number,
): Uint8Array | undefined {
  let at = 0;
  while (at < subpackets.length) {
    const { size, start } = subpacketAt(subpackets, at);
    const end = start + size;
    if (size > 0 && ((subpackets[start] ?? 0) & TYPE_MASK) === type)
      return subpackets.subarray(start + 1, end);
    // An empty subpacket still takes its length byte, so this always moves on.
    at = end;
  }
  return undefined;
}

/** Length in one, two or five bytes (RFC 9580, 5.2.3.7); it counts the type byte. */
function subpacketAt(
  bytes: Uint8Array,
  at: number,
): { size: number; start: number } {
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] =
    bytes.subarray(at, at + 5);
  if (first < 192) return { size: first, start: at + 1 };
  if (first < 255)
    return { size: (first - 192) * 256 + second + 192, start: at + 2 };
  return {
    size: second * 0x1000000 + (third << 16) + (fourth << 8) + fifth,
    start: at + 5,
  };
}
