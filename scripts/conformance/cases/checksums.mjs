// The member signature: a checksum without a key. It notices damage and proves nothing.
import { resealed, text } from "../parts.mjs";

const CHECKSUMS = [
  [
    "wrong",
    "A wrong checksum",
    "Damaged, or sealed anew by somebody who forgot it.",
    "VERIFY_CHECKSUM_MISMATCH",
    "refused",
    () => text("0123456789abcdef"),
  ],
  [
    "text",
    "Text where the checksum is read",
    "No number.",
    "VERIFY_CHECKSUM_MALFORMED",
    "refused",
    () => text("many"),
  ],
  [
    "empty",
    "An empty checksum",
    "No number either.",
    "VERIFY_CHECKSUM_MALFORMED",
    "refused",
    () => new Uint8Array(0),
  ],
  [
    "sign",
    "A negative checksum",
    "Python's int() takes a sign.",
    "VERIFY_CHECKSUM_MALFORMED",
    "refused",
    (body) => text(`-${Buffer.from(body).toString()}`),
  ],
  [
    "prefix",
    "A checksum with 0x in front",
    "The same number to Python's int(), and it proves nothing either way.",
    undefined,
    "accepted",
    (body) => text(`0x${Buffer.from(body).toString()}`),
  ],
  [
    "line-feed",
    "A checksum with a line feed",
    "The same number to Python's int(), and it proves nothing either way.",
    undefined,
    "accepted",
    (body) => text(`${Buffer.from(body).toString()}\n`),
  ],
];

/** All of them. */
export const CHECKSUM = CHECKSUMS.map(
  ([name, title, why, code, target, change]) => ({
    group: "signatures",
    name: `signature-checksum-${name}`,
    title,
    why,
    verdict: code === undefined ? "trusted" : "malformed",
    codes: code === undefined ? [] : [code],
    target,
    make: () => resealed("signature", change),
  }),
);
