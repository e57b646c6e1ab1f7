/**
 * The same memory as a plain `Uint8Array`: a `Buffer` would leak Node's own `slice` (a view, not a copy) and
 * `toString` into packages that know neither.
 */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
