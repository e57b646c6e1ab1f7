import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";

import type { FileDigest, ImaSigner, KeyInfo } from "@stx-patch/core";
import { toHex } from "@stx-patch/core";

import { createDigestSigner } from "./digest-signer.js";
import { publicPoint } from "./ec-key.js";
import { SigningError } from "./error.js";
import {
  assertSignable,
  encodeImaValue,
  IMA_HEADER_BYTES,
  keyIdOf,
} from "./ima-value.js";
import type { KeyHandles } from "./private-key.js";
import { PrivateKey } from "./private-key.js";
import { signatureMs, worthwhileThreads } from "./signing-cost.js";
import { signOnThreads } from "./signing-threads.js";

/** The kernel's asymmetric key code and rpmsign are known to handle keys up to here. */
const MAX_RSA_BITS = 4096;

/** Work in one go on the calling thread, so that reading and writing files go on in between. */
const TURN_MS = 10;

/** An {@link ImaSigner} that also says how the kernel finds its certificate. */
export interface LocalImaSigner extends ImaSigner {
  /** Last four bytes of the key's identifier: 8 lower-case hex digits. */
  readonly keyId: string;
}

/** How {@link createImaSigner} works. */
export interface ImaSignerOptions {
  /**
   * Threads that sign at the same time, default one per core. They are started only for as many signatures as
   * are worth it; 1 keeps everything on the calling thread. The signatures do not depend on it.
   */
  readonly threads?: number | undefined;
}

/**
 * Signs packaged files' digests for the kernel (spec rpm-and-ima section 7): RSA PKCS#1 v1.5 or ECDSA over the
 * digest itself, deterministic. Equal digests are signed once in the life of the signer and share one array,
 * which callers must not change.
 *
 * RSA values all have the length `signatureLength`. ECDSA values vary in length up to it, so they fit the
 * signature-header layout only, and rpm 4.17.1 or later.
 *
 * @throws SigningError KEY_UNSUITABLE for RSA keys longer than 4096 bits. `sign` throws
 * SIGN_ALGORITHM_UNSUPPORTED, SIGN_DIGEST_INVALID, SIGN_SELF_CHECK_FAILED, SIGN_THREAD_FAILED
 */
export function createImaSigner(
  key: PrivateKey,
  options: ImaSignerOptions = {},
): LocalImaSigner {
  refuseUnsuitable(key);
  const maxThreads = options.threads ?? availableParallelism();
  const handles = PrivateKey.handlesOf(key);
  const keyId = keyIdOf(keyBits(handles));
  const known = new Map<string, Uint8Array>();

  async function sign(digests: readonly FileDigest[]): Promise<Uint8Array[]> {
    const names = digests.map(nameOf);
    const fresh = new Map<string, FileDigest>();
    digests.forEach((file, i) => {
      assertSignable(file);
      const name = names[i];
      if (name !== undefined && !known.has(name)) fresh.set(name, file);
    });
    const files = [...fresh.values()];
    const threads = worthwhileThreads(key.info, files.length, maxThreads);
    const signatures =
      threads > 1
        ? await signOnThreads(handles, files, threads)
        : await signHere(handles, key.info, files);
    [...fresh].forEach(([name, { algorithm }], i) => {
      const signature = signatures[i];
      if (signature !== undefined)
        known.set(name, encodeImaValue(algorithm, keyId, signature));
    });
    return names.flatMap((name) => known.get(name) ?? []);
  }

  return {
    key: key.info,
    keyId: toHex(keyId),
    signatureLength: IMA_HEADER_BYTES + longestSignature(key.info),
    sign,
  };
}

function refuseUnsuitable({ info, source }: PrivateKey): void {
  if (info.algorithm === "ec" || info.bits <= MAX_RSA_BITS) return;
  throw new SigningError(
    "KEY_UNSUITABLE",
    `${source}: file signatures need an RSA key of at most ${MAX_RSA_BITS} bits, got ${info.bits} bits`,
    { location: { file: source } },
  );
}

function keyBits({ publicKey }: KeyHandles): Uint8Array {
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

async function signHere(
  handles: KeyHandles,
  key: KeyInfo,
  files: readonly FileDigest[],
): Promise<Uint8Array[]> {
  const sign = await createDigestSigner(handles);
  const perTurn = Math.ceil(TURN_MS / signatureMs(key));
  const signatures: Uint8Array[] = [];
  for (const file of files) {
    signatures.push(sign(file));
    if (signatures.length % perTurn === 0) await setImmediate();
  }
  return signatures;
}
