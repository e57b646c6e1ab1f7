import type { ImaSigner, PatchSigner } from "@stx-patch/core";
import {
  createImaSigner,
  createPatchSigner,
  createRemoteImaSigner,
  createRemotePatchSigner,
  createSigningServer,
  expectedKeyOf,
  openRemoteKey,
  parseExpectedKey,
  parseSignerUri,
  SigningError,
  type ExpectedKey,
  type RemoteKey,
  type SaltSource,
  type SignerSurroundings,
  type SignerUri,
  type SigningServer,
} from "@stx-patch/signing";
import type { TrustAnchor } from "@stx-patch/trust";
import { CliError } from "../error.js";
import { findKey, findPassphrase, KEY_PLACES } from "./keys.js";
import { nonEmpty } from "./non-empty.js";

/** A signer and where its key came from. */
export interface NamedSigner<S> {
  readonly signer: S;
  readonly source: string;
  /** Who signs in its place, and needs all of the patch for it. */
  readonly server?: PatchServer | undefined;
}

/** A signing server and what is known about it. */
export interface PatchServer {
  readonly server: SigningServer;
  /** Its key. */
  readonly key: ExpectedKey;
  /** Signs what is sent to the server; undefined: nobody does. */
  readonly uploadSigner: PatchSigner | undefined;
}

/** What is said about who is to sign. */
export interface SignerQuery {
  /** Value of `--key` or `--ima-key`: a file or a URI. */
  readonly key: string | undefined;
  /** Value of `--signer` or `--ima-signer`: a URI. */
  readonly signer: string | undefined;
  /** What `--cert` or `--ima-cert` holds: the signer's key is one of these. */
  readonly certificates: readonly TrustAnchor[];
  readonly passphraseFile: string | undefined;
  readonly timeoutMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/**
 * Finds who signs the patch: a key file, or a signer elsewhere that takes a digest.
 *
 * @throws CliError CLI_OPTIONS_CONFLICT and as findKey; SigningError
 */
export async function openPatchSigner(
  query: SignerQuery,
  salt: SaltSource,
): Promise<NamedSigner<PatchSigner>> {
  const uri = signerUri("patch", query);
  if (uri?.kind === "ssh") return serverSigner(uri, query);
  if (uri !== undefined) {
    const { remote, key } = await remoteKey("patch", uri, query);
    return {
      signer: createRemotePatchSigner(remote, key),
      source: remote.source,
    };
  }
  const { key, source } = await findKey({
    ...query,
    purpose: "patch",
    path: query.key,
  });
  return { signer: createPatchSigner(key, { salt }), source };
}

/** Finds who signs the files in the RPMs. @throws as {@link openPatchSigner} */
export async function openImaSigner(
  query: SignerQuery,
): Promise<NamedSigner<ImaSigner>> {
  const uri = signerUri("ima", query);
  if (uri !== undefined) {
    const { remote, key } = await remoteKey("ima", uri, query);
    return {
      signer: createRemoteImaSigner(remote, key),
      source: remote.source,
    };
  }
  const { key, source } = await findKey({
    ...query,
    purpose: "ima",
    path: query.key,
  });
  return { signer: createImaSigner(key), source };
}

/**
 * The signer elsewhere that is named, if one is.
 *
 * @throws CliError CLI_OPTIONS_CONFLICT, CLI_OPTION_VALUE_INVALID; SigningError SIGNER_URI_INVALID
 */
export function signerUri(
  purpose: "patch" | "ima",
  { key, signer, env }: Pick<SignerQuery, "key" | "signer" | "env">,
): SignerUri | undefined {
  const { option, signerOption, variable } = KEY_PLACES[purpose];
  const isServer = signer?.startsWith("ssh:") === true;
  if (key !== undefined && signer !== undefined && !isServer)
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      `${option} and ${signerOption} both name who signs`,
    );
  const named = signer ?? key ?? nonEmpty(env[variable]);
  const uri = named === undefined ? undefined : parseSignerUri(named);
  if (signer !== undefined && uri === undefined)
    throw new CliError(
      "CLI_OPTION_VALUE_INVALID",
      `${signerOption}: expected cmd:, pkcs11: or ssh:, got ${JSON.stringify(signer)}`,
      { remedy: `For a key in a file use ${option} FILE.` },
    );
  return uri;
}

/** A signing server as a signer that cannot sign a mere digest. */
async function serverSigner(
  uri: Extract<SignerUri, { kind: "ssh" }>,
  query: SignerQuery,
): Promise<NamedSigner<PatchSigner>> {
  const [named] = query.certificates;
  if (named === undefined)
    throw new CliError(
      "CLI_KEY_CERTIFICATE_MISSING",
      `${uri.shown}: whose signature it is to be is not known`,
    );
  const key = namedKey("patch", uri.shown, query.certificates, named);
  const server = createSigningServer(
    uri,
    await surroundings("patch", uri, query),
  );
  return {
    source: uri.shown,
    signer: { key: key.info, sign: () => Promise.reject(wholePatches(uri)) },
    server: { server, key, uploadSigner: await uploadSigner(query) },
  };
}

/** With `--signer ssh:` a `--key` signs what is sent there: some servers sign only what is signed already. */
async function uploadSigner(
  query: SignerQuery,
): Promise<PatchSigner | undefined> {
  if (query.signer === undefined || query.key === undefined) return undefined;
  const { key } = await findKey({
    ...query,
    purpose: "patch",
    path: query.key,
  });
  return createPatchSigner(key);
}

function wholePatches({ shown }: SignerUri): SigningError {
  return new SigningError(
    "KEY_UNSUITABLE",
    `${shown}: a signing server takes whole patches and signs no digest`,
    {
      remedy:
        "For digests use a program that asks the server, e.g. cmd:'ssh HOST PROGRAM'.",
    },
  );
}

async function remoteKey(
  purpose: "patch" | "ima",
  uri: SignerUri,
  query: SignerQuery,
): Promise<{ readonly remote: RemoteKey; readonly key: ExpectedKey }> {
  if (uri.kind === "ssh") throw wholePatches(uri);
  const remote = openRemoteKey(uri, await surroundings(purpose, uri, query));
  return { remote, key: await expectedKey(purpose, remote, query) };
}

/** What a signer's programs are started with: all of the environment but our own passphrases, and a PIN for a token. */
export async function surroundings(
  purpose: "patch" | "ima",
  uri: SignerUri,
  { passphraseFile, timeoutMs, env, cwd }: SignerQuery,
): Promise<SignerSurroundings> {
  const { patch, ima } = KEY_PLACES;
  const shared = {
    timeoutMs,
    cwd,
    env: {
      ...env,
      [patch.passphraseVariable]: undefined,
      [ima.passphraseVariable]: undefined,
    },
  };
  if (uri.kind !== "pkcs11") return shared;
  const { passphraseVariable } = KEY_PLACES[purpose];
  const file = uri.pinSource ?? passphraseFile;
  const pin = await findPassphrase(file, env[passphraseVariable], cwd);
  return { ...shared, pin };
}

/** The key that signatures have to be of: the one that was named, or the one that the signer names. */
async function expectedKey(
  purpose: "patch" | "ima",
  remote: RemoteKey,
  { certificates }: SignerQuery,
): Promise<ExpectedKey> {
  const { source } = remote;
  const [named] = certificates;
  return named === undefined
    ? parseExpectedKey(await remote.describe(purpose), source)
    : namedKey(purpose, source, certificates, named);
}

/** The one key of the certificates that were named. */
function namedKey(
  purpose: "patch" | "ima",
  source: string,
  certificates: readonly TrustAnchor[],
  named: TrustAnchor,
): ExpectedKey {
  if (certificates.some(({ key }) => key.spkiSha256 !== named.key.spkiSha256))
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      `${KEY_PLACES[purpose].certificateOption} names more than one key`,
    );
  return expectedKeyOf(named.key.spki, source);
}
