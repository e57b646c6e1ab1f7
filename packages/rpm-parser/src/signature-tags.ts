import { isHex } from "./bytes.js";
import { TYPE } from "./entry-type.js";
import type { HeaderEntry } from "./entry-index.js";
import type { RpmHeader } from "./header.js";
import { SIG } from "./tags.js";

interface Shape {
  readonly type: number;
  /** Elements of a number or byte tag. */
  readonly count?: number;
  /** Digits of a hex string. */
  readonly hexDigits?: number;
}

/**
 * What the tags that carry digests, sizes and OpenPGP signatures look like (spec section 4). rpm takes
 * any type in a signature header for `-K` and stumbles later, so they are checked before use.
 */
const SHAPES: ReadonlyMap<number, Shape> = new Map<number, Shape>([
  [SIG.dsa, { type: TYPE.bin }],
  [SIG.rsa, { type: TYPE.bin }],
  [SIG.sha1, { type: TYPE.string, hexDigits: 40 }],
  [SIG.longSize, { type: TYPE.int64, count: 1 }],
  [SIG.longArchiveSize, { type: TYPE.int64, count: 1 }],
  [SIG.sha256, { type: TYPE.string, hexDigits: 64 }],
  [SIG.openPgp, { type: TYPE.stringArray }],
  [SIG.sha3, { type: TYPE.string, hexDigits: 64 }],
  [SIG.reserved, { type: TYPE.bin }],
  [SIG.size, { type: TYPE.int32, count: 1 }],
  [SIG.pgp, { type: TYPE.bin }],
  [SIG.md5, { type: TYPE.bin, count: 16 }],
  [SIG.gpg, { type: TYPE.bin }],
  [SIG.payloadSize, { type: TYPE.int32, count: 1 }],
  [SIG.reservedSpace, { type: TYPE.bin }],
]);

/**
 * Checks type, count and hex form of the known signature tags. File signatures are left out on
 * purpose: a package stays usable without them, see {@link checkImaLayout}.
 *
 * @throws RpmError RPM_TAG_TYPE, RPM_DIGEST_FORM
 */
export function checkSignatureTags(signature: RpmHeader): void {
  for (const entry of signature.entries) {
    const shape = SHAPES.get(entry.tag);
    if (shape !== undefined) checkShape(signature, entry, shape);
  }
}

function checkShape(header: RpmHeader, entry: HeaderEntry, shape: Shape): void {
  const { tag, type, count } = entry;
  if (type !== shape.type || (shape.count ?? count) !== count)
    throw header.error(
      "RPM_TAG_TYPE",
      tag,
      `type ${shape.type} and count ${shape.count ?? "1 or more"} expected, got type ${type} and count ${count}`,
    );
  if (shape.hexDigits === undefined) return;
  const text = header.string(tag) ?? "";
  if (text.length !== shape.hexDigits || !isHex(text))
    throw header.error(
      "RPM_DIGEST_FORM",
      tag,
      `${shape.hexDigits} hex digits expected`,
    );
}
