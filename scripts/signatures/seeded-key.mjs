// RSA keys that are the same wherever and whenever they are made: for vectors only, because whoever reads a seed has the key.
import { checkPrimeSync, createHash, createPrivateKey } from "node:crypto";

const TOP_TWO_BITS = 3n;

/**
 * An RSA key out of a seed.
 *
 * @param seed - any text; public
 * @param bits - of the modulus, exactly
 * @param exponent - public exponent; 1 gives a key whose signatures anybody can make
 */
export function seededKey(seed, bits, exponent = 65_537) {
  const e = BigInt(exponent);
  const p = seededPrime(`${seed} p`, Math.ceil(bits / 2), e);
  const q = seededPrime(`${seed} q`, Math.floor(bits / 2), e);
  const d = inverse(e, (p - 1n) * (q - 1n));
  return { bits, n: p * q, e, d, p, q };
}

/** The key as node:crypto's, e.g. to export its public half. */
export function toKeyObject({ n, e, d, p, q }) {
  const numbers = {
    ...{ n, e, d, p, q },
    dp: d % (p - 1n),
    dq: d % (q - 1n),
    qi: inverse(q, p),
  };
  const jwk = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, base64url(value)]),
  );
  return createPrivateKey({ key: { kty: "RSA", ...jwk }, format: "jwk" });
}

/** The first prime behind a number that the seed gives, with the two highest bits set so that products have full length. */
function seededPrime(seed, bits, e) {
  const top = TOP_TWO_BITS << BigInt(bits - 2);
  const below = (1n << BigInt(bits - 2)) - 1n;
  let candidate = top | (seededNumber(seed, bits) & below) | 1n;
  while (!checkPrimeSync(candidate) || gcd(candidate - 1n, e) !== 1n)
    candidate += 2n;
  return candidate;
}

/** At least `bits` bits. */
function seededNumber(seed, bits) {
  const blocks = Array.from({ length: Math.ceil(bits / 256) }, (_, i) =>
    createHash("sha256").update(`stx-patch vectors ${seed} ${i}`).digest("hex"),
  );
  return BigInt(`0x${blocks.join("")}`);
}

function gcd(a, b) {
  return b === 0n ? a : gcd(b, a % b);
}

/** Extended Euclid. */
function inverse(value, modulus) {
  let [r, next, x, nextX] = [modulus, value % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [x, nextX] = [nextX, x - quotient * nextX];
  }
  return ((x % modulus) + modulus) % modulus;
}

function base64url(value) {
  const hex = value.toString(16);
  return Buffer.from(
    hex.padStart(hex.length + (hex.length % 2), "0"),
    "hex",
  ).toString("base64url");
}
