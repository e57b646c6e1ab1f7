import type { FileDigest } from "@stx-patch/core";
import { mapConcurrently } from "@stx-patch/core";

import { SigningError } from "../error.js";
import { digestInfo } from "../ima-value.js";
import type { Pkcs11Uri } from "./pkcs11-uri.js";
import type { RemoteKey, SignatureScheme } from "./remote-key.js";
import { runSigner } from "./run-signer.js";
import type { SignerSurroundings } from "./surroundings.js";

const TOOL = "pkcs11-tool";

/** Where the tool finds the PIN: a command line would show it to everybody on the machine. */
const PIN_VARIABLE = "STX_PATCH_SIGNER_PIN";

/** Library of the token, for URIs without module-path. */
const MODULE_VARIABLE = "STX_PATCH_PKCS11_MODULE";

/** Tokens answer one at a time; a few in flight hide what starting the tool costs. */
const AT_A_TIME = 4;

const MAX_OUTPUT_BYTES = 64 * 1024;

const MECHANISMS: Readonly<Record<SignatureScheme, readonly string[]>> = {
  "rsa-pss-sha256-mgf1-sha256-salt32": [
    ...["--mechanism", "RSA-PKCS-PSS", "--hash-algorithm", "SHA256"],
    ...["--mgf", "MGF1-SHA256", "--salt-len", "32"],
  ],
  "rsa-pkcs1-v1_5": ["--mechanism", "RSA-PKCS"],
  ecdsa: ["--mechanism", "ECDSA", "--signature-format", "openssl"],
};

/**
 * A key on a token, reached through OpenSC's pkcs11-tool (docs/adr/0005). Nothing is tried twice: after a few wrong PINs a token
 * locks itself. For the same reason the first signature of an order is made before any other is begun.
 *
 * @returns a key whose methods throw SigningError SIGNER_UNAVAILABLE, SIGNER_TIMEOUT, SIGNER_REFUSED, SIGNER_ANSWER_INVALID
 * @throws SigningError SIGNER_URI_INVALID when nothing says which library speaks for the token
 */
export function createPkcs11Key(
  uri: Pkcs11Uri,
  { timeoutMs, cwd, env, pin: givenPin }: SignerSurroundings,
): RemoteKey {
  const source = uri.shown;
  const pin = uri.pinValue ?? givenPin;
  const token = tokenArguments(uri, env[MODULE_VARIABLE]);
  const login =
    pin === undefined ? [] : ["--login", "--pin", `env:${PIN_VARIABLE}`];

  const callTool = (
    args: readonly string[],
    input?: Uint8Array,
  ): ReturnType<typeof runSigner> =>
    runSigner({
      name: source,
      program: TOOL,
      args: [...token, ...args],
      env: { ...env, [PIN_VARIABLE]: pin },
      ...{ cwd, input, timeoutMs, maxOutputBytes: MAX_OUTPUT_BYTES },
    });

  async function signOne(
    scheme: SignatureScheme,
    file: FileDigest,
  ): Promise<Uint8Array> {
    const input = scheme === "rsa-pkcs1-v1_5" ? digestInfo(file) : file.digest;
    const { status, stdout, said } = await callTool(
      [...login, "--sign", ...MECHANISMS[scheme], ...keyArguments(uri)],
      input,
    );
    if (status !== 0) throw refused(source, said);
    return new Uint8Array(stdout);
  }

  return {
    source,
    describe: async () => {
      const said: string[] = [];
      for (const type of ["pubkey", "cert"]) {
        const result = await callTool([
          ...["--read-object", "--type", type],
          ...keyArguments(uri),
        ]);
        if (result.status === 0 && result.stdout.length > 0)
          return new Uint8Array(result.stdout);
        said.push(result.said);
      }
      // OpenSC 0.23 cannot read some public keys (P-384) from tokens that hold them.
      throw refused(
        source,
        said[0] ?? "",
        "Say whose signature it is to be with --cert FILE (--ima-cert FILE): the token does not tell its public key.",
      );
    },
    sign: async ({ scheme, digests: [first, ...rest] }) => {
      if (first === undefined) return [];
      return [
        await signOne(scheme, first),
        ...(await mapConcurrently(rest, AT_A_TIME, (file) =>
          signOne(scheme, file),
        )),
      ];
    },
  };
}

function tokenArguments(
  uri: Pkcs11Uri,
  usualModule: string | undefined,
): string[] {
  const module = uri.modulePath ?? usualModule;
  if (module === undefined || module === "")
    throw new SigningError(
      "SIGNER_URI_INVALID",
      `pkcs11: neither module-path nor ${MODULE_VARIABLE} names the token's library`,
    );
  return [
    ...["--module", module],
    ...(uri.token === undefined ? [] : ["--token-label", uri.token]),
    ...(uri.slotId === undefined ? [] : ["--slot", uri.slotId]),
  ];
}

function keyArguments({ id, object }: Pkcs11Uri): string[] {
  return [
    ...(id === undefined ? [] : ["--id", id]),
    ...(object === undefined ? [] : ["--label", object]),
  ];
}

function refused(source: string, said: string, remedy?: string): SigningError {
  return new SigningError(
    "SIGNER_REFUSED",
    `${source}: ${TOOL} says: ${said === "" ? "nothing" : said}`,
    { remedy },
  );
}
