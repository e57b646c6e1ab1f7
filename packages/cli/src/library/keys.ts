import type { SignerQuery } from "../world/signers.js";
import { loadAnchors } from "../world/anchors.js";

const DEFAULT_TIMEOUT_MS = 60_000;

/** Who signs. */
export interface SigningKeyOptions {
  /** A PEM file, or a signer elsewhere: `cmd:PROGRAM` or `pkcs11:URI`, for patches also `ssh:HOST`. */
  readonly key: string;
  /** A file with the certificate or public key of a signer elsewhere; its answers have to be of this key. */
  readonly certificate?: string | undefined;
  /** A file with the passphrase of the key, or the PIN of the token. */
  readonly passphraseFile?: string | undefined;
  /** How long a signer elsewhere may take for an answer; a minute when absent. */
  readonly timeoutMs?: number | undefined;
}

/** Says who signs as the commands say it. Only programs that sign in our place see the environment. */
export async function signerQueryOf(
  named: string | SigningKeyOptions,
  cwd: string,
): Promise<SignerQuery> {
  const options = typeof named === "string" ? { key: named } : named;
  const { key, certificate, passphraseFile, timeoutMs } = options;
  const isServer = key.startsWith("ssh:");
  return {
    key: isServer ? undefined : key,
    signer: isServer ? key : undefined,
    certificates:
      certificate === undefined
        ? []
        : await loadAnchors([certificate], {}, cwd),
    passphraseFile,
    timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
    env: withoutOurs(process.env),
    cwd,
  };
}

/** A variable is no way to tell a library something. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith("STX_PATCH_")),
  );
}
