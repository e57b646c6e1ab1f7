import { join, resolve } from "node:path";
import { isCodedError } from "@stx-patch/core";
import { readSmallFile } from "@stx-patch/node-io";
import { loadPrivateKey, type PrivateKey } from "@stx-patch/signing";
import { CliError } from "../error.js";
import { SIGNING_KEYS } from "./checkout.js";
import { statIfThere } from "./files.js";
import { nonEmpty } from "./non-empty.js";

/** The two kinds of private key a build needs. */
export type KeyPurpose = "patch" | "ima";

/** A loaded key and the path it came from. */
export interface LoadedKey {
  readonly key: PrivateKey;
  readonly source: string;
}

/** What a key may be taken from. */
export interface KeyQuery {
  readonly purpose: KeyPurpose;
  /** Value of `--key` or `--ima-key`. */
  readonly path: string | undefined;
  /** File with the passphrase, from the command line. */
  readonly passphraseFile: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Where keys of each purpose are looked for. */
export const KEY_PLACES = {
  patch: {
    option: "--key",
    signerOption: "--signer",
    certificateOption: "--cert",
    variable: "STX_PATCH_KEY",
    passphraseVariable: "STX_PATCH_KEY_PASSPHRASE",
    fileName: "dev-private-key.pem",
  },
  ima: {
    option: "--ima-key",
    signerOption: "--ima-signer",
    certificateOption: "--ima-cert",
    variable: "STX_PATCH_IMA_KEY",
    passphraseVariable: "STX_PATCH_IMA_KEY_PASSPHRASE",
    fileName: "ima_signing_key.priv",
  },
} as const;

const MAX_KEY_BYTES = 1 << 20;

/**
 * Finds and loads a key in the order of docs/cli.md. A key that was named is the key or an error;
 * only what nobody named is looked for in the usual places.
 *
 * @throws CliError CLI_KEY_NOT_FOUND, CLI_PASSPHRASE_UNREADABLE; SigningError KEY_*
 */
export async function findKey(query: KeyQuery): Promise<LoadedKey> {
  const { purpose, env, cwd } = query;
  const { option, variable, passphraseVariable } = KEY_PLACES[purpose];
  const named = query.path ?? nonEmpty(env[variable]);
  const path = named ?? (await usualPlace(purpose, env));
  if (path === undefined) {
    throw new CliError(
      "CLI_KEY_NOT_FOUND",
      `no ${purpose} signing key: neither ${option} nor ${variable} is given and no key is in the usual places`,
    );
  }
  let pem: Uint8Array;
  try {
    pem = await readSmallFile(resolve(cwd, path), { maxBytes: MAX_KEY_BYTES });
  } catch (error) {
    if (!isCodedError(error)) throw error;
    const by =
      query.path !== undefined
        ? option
        : named !== undefined
          ? variable
          : "search";
    throw new CliError(
      "CLI_KEY_NOT_FOUND",
      `${purpose} signing key (${by}): ${error.message}`,
      {
        cause: error,
      },
    );
  }
  const passphrase = await findPassphrase(
    query.passphraseFile,
    env[passphraseVariable],
    cwd,
  );
  return {
    key: loadPrivateKey(pem, {
      source: path,
      ...(passphrase === undefined ? {} : { passphrase }),
    }),
    source: path,
  };
}

async function usualPlace(
  purpose: KeyPurpose,
  env: KeyQuery["env"],
): Promise<string | undefined> {
  const { fileName } = KEY_PLACES[purpose];
  const repository = nonEmpty(env["MY_REPO"]);
  const places = [
    ...(repository === undefined
      ? []
      : [join(repository, "build-tools/signing", fileName)]),
    ...(SIGNING_KEYS === undefined ? [] : [join(SIGNING_KEYS, fileName)]),
  ];
  for (const place of places) {
    if ((await statIfThere(place)) !== undefined) return place;
  }
  return undefined;
}

/**
 * Reads a passphrase or PIN: from a file, of which a line end at the end is not part of it, or from the environment.
 *
 * @throws CliError CLI_PASSPHRASE_UNREADABLE
 */
export async function findPassphrase(
  file: string | undefined,
  fromEnv: string | undefined,
  cwd: string,
): Promise<string | undefined> {
  if (file === undefined) return nonEmpty(fromEnv);
  try {
    const bytes = await readSmallFile(resolve(cwd, file), { maxBytes: 4096 });
    return new TextDecoder().decode(bytes).replace(/\r?\n$/, "");
  } catch (error) {
    if (!isCodedError(error)) throw error;
    throw new CliError(
      "CLI_PASSPHRASE_UNREADABLE",
      `passphrase file: ${error.message}`,
      {
        cause: error,
      },
    );
  }
}
