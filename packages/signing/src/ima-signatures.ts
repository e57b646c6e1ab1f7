import type { KeyObject } from "node:crypto";

import type { FileDigest, ImaSigner, KeyInfo } from "@stx-patch/core";
import { toHex } from "@stx-patch/core";

import { publicPoint } from "./ec-key.js";
import { SigningError } from "./error.js";
import {
  assertSignable,
  encodeImaValue,
  IMA_HEADER_BYTES,
  keyIdOf,
} from "./ima-value.js";

/** The kernel's asymmetric key code and rpmsign are known to handle keys up to here. */
const MAX_RSA_BITS = 4096;

/** An {@link ImaSigner} that also says how the kernel finds its certificate. */
export interface KernelImaSigner extends ImaSigner {
  /** Last four bytes of the key's identifier: 8 lower-case hex digits. */
  readonly keyId: string;
}

/** The public side of a key that signs files, wherever its other half is. */
export interface ImaKey {
  readonly info: KeyInfo;
  readonly publicKey: KeyObject;
  readonly source: string;
}

/**
 * An {@link ImaSigner} over whatever makes bare signatures: each digest is handed on once in its life, and the results become
 * `security.ima` values. They share one array per digest, which callers must not change.
 *
 * @param signAll - signatures in the order of the digests
 * @throws SigningError KEY_UNSUITABLE for RSA keys longer than 4096 bits. `sign` throws SIGN_ALGORITHM_UNSUPPORTED,
 * SIGN_DIGEST_INVALID and what `signAll` throws
 */
export function imaSignerOver(
  key: ImaKey,
  signAll: (files: readonly FileDigest[]) => Promise<Uint8Array[]>,
): KernelImaSigner {
  refuseUnsuitable(key);
  const keyId = keyIdOf(keyBits(key.publicKey));
  const known = new Map<string, Uint8Array>();

  async function sign(digests: readonly FileDigest[]): Promise<Uint8Array[]> {
    const names = digests.map(nameOf);
    const fresh = new Map<string, FileDigest>();
    digests.forEach((file, i) => {
      assertSignable(file);
      const name = names[i];
      if (name !== undefined && !known.has(name)) fresh.set(name, file);
    });
    if (fresh.size > 0) {
      const signatures = await signAll([...fresh.values()]);
      [...fresh].forEach(([name, { algorithm }], i) => {
        const signature = signatures[i];
        if (signature !== undefined)
          known.set(name, encodeImaValue(algorithm, keyId, signature));
      });
    }
    return names.flatMap((name) => known.get(name) ?? []);
  }

  return {
    key: key.info,
    keyId: toHex(keyId),
    signatureLength: IMA_HEADER_BYTES + longestSignature(key.info),
    sign,
  };
}

function refuseUnsuitable({ info, source }: ImaKey): void {
  if (info.algorithm === "ec" || info.bits <= MAX_RSA_BITS) return;
  throw new SigningError(
    "KEY_UNSUITABLE",
    `${source}: file signatures need an RSA key of at most ${MAX_RSA_BITS} bits, got ${info.bits} bits`,
    { location: { file: source } },
  );
}

function keyBits(publicKey: KeyObject): Uint8Array {
  return publicKey.asymmetricKeyType === "rsa"
    ? publicKey.export({ type: "pkcs1", format: "der" })
    : publicPoint(publicKey);
}

function nameOf({ algorithm, digest }: FileDigest): string {
  return `${algorithm}:${Buffer.from(digest).toString("hex")}`;
}

/** Bytes: an RSA signature is as long as the modulus, an ECDSA one is a SEQUENCE of two INTEGERs with a sign byte each. */
function longestSignature({ algorithm, bits }: KeyInfo): number {
  const bytes = Math.ceil(bits / 8);
  return algorithm === "rsa" ? bytes : 2 + 2 * (2 + 1 + bytes);
}
