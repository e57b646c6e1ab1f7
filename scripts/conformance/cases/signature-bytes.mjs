// Signatures that nobody trusted made over these bytes, or not in the way that the format asks for.
import { digest, digestInfo } from "../../signatures/encodings.mjs";
import { byteLength } from "../../signatures/raw-rsa.mjs";
import { crafted, resealed, text } from "../parts.mjs";
import { pkcs1Signer, pssSigner } from "../signers.mjs";

const signedBy = (signer) => () => crafted({ signer });
const LENGTH = byteLength(2048);

/** Signs something else, whatever it is given. */
const over = (message) => ({
  sign: () => pssSigner("formal").sign(digest("sha256", message)),
});

/** DigestInfo of SHA-256 with an algorithm that has no parameters. */
const withoutNull = (sha256) =>
  Buffer.concat([
    Buffer.from("302f300b06096086480165030402010420", "hex"),
    sha256,
  ]);

const WRONG = [
  [
    "stranger",
    "A signer whom nobody knows",
    "Everything is right but the key.",
    "TRUST_BAD_SIGNATURE",
    signedBy(pssSigner("stranger")),
  ],
  [
    "stranger-pkcs1",
    "A stranger and the older scheme",
    "The same, with RSASSA-PKCS1-v1_5.",
    "TRUST_BAD_SIGNATURE",
    signedBy(pkcs1Signer("stranger")),
  ],
  [
    "bit",
    "A bit changed in the signature",
    "It belongs to no content then.",
    "TRUST_BAD_SIGNATURE",
    () =>
      resealed("signature.v2", (body) =>
        body.map((byte, i) => (i === 100 ? byte ^ 1 : byte)),
      ),
  ],
  [
    "zeros",
    "A signature of zeros",
    "Zero to any power is zero.",
    "TRUST_BAD_SIGNATURE",
    () => resealed("signature.v2", (body) => body.map(() => 0)),
  ],
  [
    "one",
    "A signature of one",
    "One to any power is one.",
    "TRUST_BAD_SIGNATURE",
    () =>
      resealed("signature.v2", (body) =>
        body.map((_, i) => (i === body.length - 1 ? 1 : 0)),
      ),
  ],
  [
    "ones",
    "A signature beyond the modulus",
    "Every number has a twin above the modulus; only one of them is a signature.",
    "TRUST_BAD_SIGNATURE",
    () => resealed("signature.v2", (body) => body.map(() => 0xff)),
  ],
  [
    "empty",
    "A signature without a byte",
    "There is a member signature.v2, and nothing in it.",
    "TRUST_SIGNATURE_LENGTH",
    () => resealed("signature.v2", () => new Uint8Array(0)),
  ],
  [
    "short",
    "A signature that is a byte short",
    "Cut off.",
    "TRUST_SIGNATURE_LENGTH",
    () => resealed("signature.v2", (body) => body.slice(0, -1)),
  ],
  [
    "long",
    "A signature with a byte behind it",
    "Readers that stop at the key's length would not notice.",
    "TRUST_SIGNATURE_LENGTH",
    () => resealed("signature.v2", (body) => Uint8Array.from([...body, 0])),
  ],
  [
    "zero-in-front",
    "A signature with a zero in front",
    "The same number in one byte more.",
    "TRUST_SIGNATURE_LENGTH",
    () => resealed("signature.v2", (body) => Uint8Array.from([0, ...body])),
  ],
  [
    "base64",
    "A signature in base64",
    "What people paste. The target reads raw bytes.",
    "TRUST_SIGNATURE_LENGTH",
    () =>
      resealed("signature.v2", (body) =>
        text(Buffer.from(body).toString("base64")),
      ),
  ],
  [
    "of-other-patch",
    "The signature of another patch",
    "By the right key, over other bytes.",
    "TRUST_BAD_SIGNATURE",
    signedBy(over("another patch")),
  ],
  [
    "of-nothing",
    "A signature over nothing",
    "By the right key, over no byte at all.",
    "TRUST_BAD_SIGNATURE",
    signedBy(over("")),
  ],
  [
    "sha1",
    "A signature that names SHA-1",
    "Collisions of SHA-1 can be bought.",
    "TRUST_BAD_SIGNATURE",
    signedBy(
      pkcs1Signer("formal", {
        info: (sha256) => digestInfo(digest("sha1", sha256), "sha1"),
      }),
    ),
  ],
];

const PSS = [
  ["salt-0", "A salt of no bytes", 0],
  ["salt-20", "A salt of 20 bytes", 20],
  ["salt-31", "A salt of 31 bytes", 31],
  ["salt-33", "A salt of 33 bytes", 33],
  ["salt-max", "The longest salt that fits", LENGTH - 34],
].map(([name, title, bytes]) => [
  name,
  title,
  "The target's check wants 32 bytes of salt and fails; one that finds out the length itself passes.",
  "TRUST_SALT_LENGTH",
  signedBy(pssSigner("formal", { salt: Buffer.alloc(bytes, 0x5a) })),
]);

const BENT = [
  [
    "pss-trailer",
    "Another trailer",
    "The last byte of the encoding is not BC.",
    pssSigner("formal", { trailer: 0xcc }),
  ],
  [
    "pss-mgf-sha1",
    "A mask made with SHA-1",
    "Hash and mask have to be of one kind here.",
    pssSigner("formal", { mgf: "sha1" }),
  ],
  [
    "pss-padding",
    "A bit in the padding of the salt",
    "The zeros in front of the salt are not all zero.",
    pssSigner("formal", {
      bendBlock: (block) => block.map((byte, i) => (i === 3 ? 1 : byte)),
    }),
  ],
  [
    "pss-top-bit",
    "A bit above the encoding",
    "The highest bit has to be zero.",
    pssSigner("formal", { setTopBit: true }),
  ],
  [
    "pkcs1-short-padding",
    "Short padding and bytes behind the hash",
    "A reader that parses and does not look at the end can be given signatures that nobody made.",
    pkcs1Signer("formal", {
      paddingBytes: 8,
      tail: Buffer.alloc(LENGTH - 3 - 8 - 51, 0x11),
    }),
  ],
  [
    "pkcs1-no-null",
    "An algorithm without parameters",
    "The NULL is missing: accepted by lenient parsers.",
    pkcs1Signer("formal", { info: withoutNull }),
  ],
  [
    "pkcs1-type-2",
    "Padding for encryption",
    "Block type 2.",
    pkcs1Signer("formal", { head: [0, 2] }),
  ],
  [
    "pkcs1-padding-byte",
    "Another byte in the padding",
    "FE in place of FF.",
    pkcs1Signer("formal", { fill: 0xfe }),
  ],
];

/** All of them. */
export const SIGNATURE_BYTES = [
  ...WRONG,
  ...PSS,
  ...BENT.map(([name, title, why, signer]) => [
    name,
    title,
    why,
    "TRUST_BAD_SIGNATURE",
    signedBy(signer),
  ]),
].map(([name, title, why, code, make]) => ({
  group: "signatures",
  name: `signature-${name}`,
  title,
  why,
  verdict: "untrusted",
  codes: [code],
  target: "refused",
  make,
}));
