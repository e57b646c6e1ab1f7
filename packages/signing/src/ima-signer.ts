import { setImmediate } from "node:timers/promises";

import type { FileDigest, ImaSigner } from "@stx-patch/core";
import { toHex } from "@stx-patch/core";

import { SigningError } from "./error.js";
import {
  digestInfo,
  encodeImaValue,
  IMA_HEADER_BYTES,
  keyIdOf,
} from "./ima-value.js";
import { PrivateKey } from "./private-key.js";
import { rsaSign } from "./rsa.js";

/** The kernel's asymmetric key code and rpmsign are known to handle keys up to here. */
const MAX_RSA_BITS = 4096;

/** About ten milliseconds of work, so that reading and writing files go on in between. */
const SIGNATURES_PER_TURN = 32;

/** An {@link ImaSigner} that also says how the kernel finds its certificate. */
export interface RsaImaSigner extends ImaSigner {
  /** Last four bytes of the key's identifier: 8 lower-case hex digits. */
  readonly keyId: string;
}

/**
 * Signs packaged files' digests for the kernel (spec rpm-and-ima section 7): RSA PKCS#1 v1.5 over the
 * digest, deterministic. Equal digests are signed once in the life of the signer and share one array, which
 * callers must not change.
 *
 * @throws SigningError KEY_UNSUITABLE for keys that are not RSA or longer than 4096 bits. `sign` throws
 * SIGN_ALGORITHM_UNSUPPORTED, SIGN_DIGEST_INVALID, SIGN_SELF_CHECK_FAILED
 */
export function createImaSigner(key: PrivateKey): RsaImaSigner {
  refuseUnsuitable(key);
  const handles = PrivateKey.handlesOf(key);
  const keyId = keyIdOf(
    handles.publicKey.export({ type: "pkcs1", format: "der" }),
  );
  const known = new Map<string, Uint8Array>();

  function signNow(file: FileDigest): Uint8Array {
    const signature = rsaSign(handles, "pkcs1-v1_5", digestInfo(file));
    return encodeImaValue(file.algorithm, keyId, signature);
  }

  async function sign(digests: readonly FileDigest[]): Promise<Uint8Array[]> {
    const values: Uint8Array[] = [];
    let fresh = 0;
    for (const file of digests) {
      const name = `${file.algorithm}:${toHex(file.digest)}`;
      let value = known.get(name);
      if (value === undefined) {
        value = signNow(file);
        known.set(name, value);
        fresh += 1;
        if (fresh % SIGNATURES_PER_TURN === 0) await setImmediate();
      }
      values.push(value);
    }
    return values;
  }

  return {
    key: key.info,
    keyId: toHex(keyId),
    signatureLength: IMA_HEADER_BYTES + Math.ceil(key.info.bits / 8),
    sign,
  };
}

function refuseUnsuitable({ info, source }: PrivateKey): void {
  if (info.algorithm === "rsa" && info.bits <= MAX_RSA_BITS) return;
  // ECDSA over a ready digest: node:crypto always hashes its input, and readers up to rpm 4.17.0 cannot cope
  // with signatures of varying length.
  throw new SigningError(
    "KEY_UNSUITABLE",
    `${source}: file signatures need an RSA key of at most ${MAX_RSA_BITS} bits, got ${info.algorithm} with ${info.bits} bits`,
    { location: { file: source } },
  );
}
