// RSA without any padding, so that vectors can hold what no signer would make.

/** Signs an encoded message as it is (RSASP1 of RFC 8017); as long as the modulus. */
export function rawSign({ n, d, bits }, encoded) {
  return toBytes(power(toNumber(encoded), d, n), byteLength(bits));
}

/** Bytes of a signature by a key of so many bits. */
export function byteLength(bits) {
  return Math.ceil(bits / 8);
}

/** Big endian. */
export function toNumber(bytes) {
  return BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
}

/** Big endian, with zeros in front. */
export function toBytes(value, length) {
  return Buffer.from(value.toString(16).padStart(2 * length, "0"), "hex");
}

function power(base, exponent, modulus) {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
