import type { KeyObject } from "node:crypto";
import { createPrivateKey, createPublicKey } from "node:crypto";

import type { KeyInfo } from "@stx-patch/core";

import { uncompressed } from "./ec-key.js";
import { SigningError } from "./error.js";
import { keyInfoOf } from "./key-info.js";
import { findPrivateKeyBlock } from "./pem.js";

/** The key handles of one {@link PrivateKey}; stays inside this package. */
export interface KeyHandles {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * A loaded private key. Opaque: printing, serialising or enumerating it shows public facts only, and only
 * the signers of this package can reach the key itself.
 */
export class PrivateKey {
  /** File or other origin, for messages. */
  readonly source: string;
  /** Public facts of the pair. */
  readonly info: KeyInfo;
  // A #private field is invisible to util.inspect, JSON.stringify, structuredClone and object spread.
  readonly #handles: KeyHandles;

  /** @internal Use {@link loadPrivateKey}. */
  constructor(source: string, handles: KeyHandles) {
    this.source = source;
    this.info = keyInfoOf(handles.publicKey, source);
    this.#handles = handles;
  }

  /** @internal For the signers of this package; not reachable through the package's exports. */
  static handlesOf(key: PrivateKey): KeyHandles {
    return key.#handles;
  }

  toString(): string {
    return `private key of ${this.info.spkiSha256} (${this.source})`;
  }

  toJSON(): { source: string; spkiSha256: string } {
    return { source: this.source, spkiSha256: this.info.spkiSha256 };
  }
}

/**
 * Loads the one private key of a PEM file: PKCS#1, PKCS#8 or SEC 1 (EC), encrypted or not.
 *
 * @param pem - content of the file
 * @param options - `source` names the key in messages; `passphrase` is ignored by an unencrypted key
 * @throws SigningError KEY_NOT_PEM, KEY_NOT_PRIVATE, KEY_AMBIGUOUS, KEY_FORMAT_UNSUPPORTED,
 * KEY_PASSPHRASE_REQUIRED, KEY_PASSPHRASE_WRONG, KEY_MALFORMED, KEY_TYPE_UNSUPPORTED, KEY_TOO_WEAK
 */
export function loadPrivateKey(
  pem: Uint8Array | string,
  options: {
    readonly source: string;
    readonly passphrase?: string | undefined;
  },
): PrivateKey {
  const { source, passphrase } = options;
  const block = findPrivateKeyBlock(pem, source);
  if (block.encrypted && passphrase === undefined) {
    throw new SigningError(
      "KEY_PASSPHRASE_REQUIRED",
      `${source}: the key is encrypted`,
      { location: { file: source } },
    );
  }
  const privateKey = decodeKey(block, source, passphrase ?? "");
  return new PrivateKey(source, {
    privateKey,
    publicKey: uncompressed(createPublicKey(privateKey)),
  });
}

function decodeKey(
  block: { readonly pem: string; readonly encrypted: boolean },
  source: string,
  passphrase: string,
): KeyObject {
  try {
    return createPrivateKey({ key: block.pem, format: "pem", passphrase });
  } catch (cause) {
    // With a wrong passphrase the padding comes out right once in 256 times and the failure is then one of
    // parsing, so every failure of an encrypted key is reported the same way.
    throw block.encrypted
      ? new SigningError(
          "KEY_PASSPHRASE_WRONG",
          `${source}: the key cannot be decrypted with this passphrase`,
          { location: { file: source }, cause },
        )
      : new SigningError(
          "KEY_MALFORMED",
          `${source}: the PEM block does not hold a private key`,
          { location: { file: source }, cause },
        );
  }
}
