// What flags mean that both schemes have.

export function note(description) {
  return { description };
}

export const COMMON_NOTES = {
  ModifiedSignature: note("Bits of a good signature were changed."),
  InvalidNumber: note(
    "A number that no signer makes, or one that is not below the modulus.",
  ),
  SignatureLength: note("A signature is exactly as long as the modulus."),
  LeadingZeroMissing: note(
    "The same number in fewer bytes: OpenSSL takes it, RFC 8017 asks for the full length.",
  ),
  WrongMessage: note("A good signature over something else."),
  WeakKey: note("The signature is right; policy asks for 2048 bits at least."),
  SmallExponent: note("The signature is right, the exponent unusual."),
  ExponentOne: note(
    "With the exponent 1 everybody can sign: the signature is the encoded message.",
  ),
};
