import type { KeyObject } from "node:crypto";
import { createHash } from "node:crypto";

import type { KeyInfo } from "@stx-patch/core";

import { CURVE_BITS } from "./ec-key.js";
import { SigningError } from "./error.js";

const MIN_RSA_BITS = 2048;
const MIN_RSA_EXPONENT = 65_537n;

/**
 * Public facts of a key pair, after checking that the project may use it at all.
 *
 * @param publicKey - public half of the pair
 * @throws SigningError KEY_TYPE_UNSUPPORTED, KEY_TOO_WEAK
 */
export function keyInfoOf(publicKey: KeyObject, source: string): KeyInfo {
  const spki = new Uint8Array(
    publicKey.export({ type: "spki", format: "der" }),
  );
  return {
    ...strengthOf(publicKey, source),
    spki,
    spkiSha256: createHash("sha256").update(spki).digest("hex"),
  };
}

function strengthOf(
  key: KeyObject,
  source: string,
): Pick<KeyInfo, "algorithm" | "bits"> {
  const details = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === "rsa") {
    return {
      algorithm: "rsa",
      bits: checkedRsaBits(
        details.modulusLength ?? 0,
        details.publicExponent ?? 0n,
        source,
      ),
    };
  }
  const curve = details.namedCurve ?? "";
  const bits = CURVE_BITS[curve];
  if (key.asymmetricKeyType === "ec" && bits !== undefined) {
    return { algorithm: "ec", bits };
  }
  const type = [key.asymmetricKeyType, curve].filter(Boolean).join(" ");
  throw new SigningError(
    "KEY_TYPE_UNSUPPORTED",
    `${source}: expected an RSA key, got ${type}`,
    { location: { file: source } },
  );
}

function checkedRsaBits(
  bits: number,
  exponent: bigint,
  source: string,
): number {
  if (bits >= MIN_RSA_BITS && exponent >= MIN_RSA_EXPONENT) return bits;
  throw new SigningError(
    "KEY_TOO_WEAK",
    `${source}: expected at least ${MIN_RSA_BITS} bits and exponent ${MIN_RSA_EXPONENT.toString()}, got ${bits} bits and exponent ${exponent.toString()}`,
    { location: { file: source } },
  );
}
