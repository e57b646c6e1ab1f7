import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { repackPrivateKey } from "./keys.js";
import { runOk } from "./process.js";

/** A token made of files, with one key pair on it. */
export interface SoftToken {
  /** What programs that use the token need in their environment. */
  readonly env: { readonly SOFTHSM2_CONF: string };
  /** URI of the key, without a PIN. */
  readonly uri: string;
  readonly pin: string;
  /** The token's library. */
  readonly library: string;
}

/** What token and key are called. */
export interface TokenLabels {
  readonly token: string;
  readonly key: string;
}

const LIBRARIES = [
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib64/pkcs11/libsofthsm2.so",
  "/usr/lib/libsofthsm2.so",
];

const PIN = "91827364";

/**
 * Makes a SoftHSM token and puts a private key (PEM) on it.
 *
 * @param folder - where the token lives; it is gone with the folder
 */
export async function createSoftToken(
  folder: string,
  pem: string,
  labels: TokenLabels = { token: "stx patch", key: "signing key" },
): Promise<SoftToken> {
  const tokens = join(folder, "tokens");
  await mkdir(tokens);
  const configuration = join(folder, "softhsm2.conf");
  await writeFile(
    configuration,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  const keyFile = join(folder, "to-import.pem");
  await writeFile(keyFile, repackPrivateKey(pem, { type: "pkcs8" }));
  const env = { SOFTHSM2_CONF: configuration };
  const softhsm = (...args: string[]) => runOk("softhsm2-util", args, { env });
  const init = ["--init-token", "--free", "--label", labels.token];
  await softhsm(...init, "--pin", PIN, "--so-pin", "12345678");
  const key = ["--token", labels.token, "--label", labels.key, "--id", "a1b2"];
  await softhsm("--import", keyFile, ...key, "--pin", PIN);
  const library = LIBRARIES.find((path) => existsSync(path)) ?? "";
  const names = `token=${encodeURIComponent(labels.token)};object=${encodeURIComponent(labels.key)}`;
  return {
    ...{ env, library },
    pin: PIN,
    uri: `pkcs11:${names};id=%a1%b2?module-path=${library}`,
  };
}
