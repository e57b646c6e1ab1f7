import type { PatchSigner } from "@stx-patch/core";
import { rolesOfKey, type TrustAnchor } from "@stx-patch/trust";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { loadAnchors } from "../world/anchors.js";
import type { Io } from "../world/io.js";
import type { NamedSigner, SignerQuery } from "../world/signers.js";

const DEFAULT_TIMEOUT_SECONDS = 60;

/** A day: an answer that takes longer was forgotten. */
const MAX_TIMEOUT_SECONDS = 86_400;

const OPTIONS = {
  patch: { prefix: "", certificate: "cert" },
  ima: { prefix: "ima-", certificate: "ima-cert" },
} as const;

/**
 * What the command line says about who signs.
 *
 * @throws CliError CLI_OPTION_VALUE_INVALID, CLI_TRUST_UNREADABLE; TrustError for what is no certificate
 */
export async function signerQuery(
  purpose: "patch" | "ima",
  line: ParsedLine,
  { env, cwd }: Io,
): Promise<SignerQuery> {
  const { prefix, certificate } = OPTIONS[purpose];
  return {
    key: line.text(`${prefix}key`),
    signer: line.text(`${prefix}signer`),
    certificates: await certificates(line.list(certificate), cwd),
    passphraseFile: line.text(`${prefix}key-passphrase-file`),
    timeoutMs: timeoutSeconds(line) * 1000,
    env,
    cwd,
  };
}

/**
 * Anchors that tell the role of whoever signs: whom the command trusts, then what `--cert` names.
 *
 * @throws CliError CLI_TRUST_UNREADABLE; TrustError for what is no certificate
 */
export async function signerAnchors(
  line: ParsedLine,
  { env, cwd }: Io,
): Promise<TrustAnchor[]> {
  return [
    ...(await loadAnchors(line.list("trust"), env, cwd, line.origin("trust"))),
    ...(await certificates(line.list("cert"), cwd)),
  ];
}

/**
 * Refuses a key that is not known to have the role that was asked for: a signature of another role is no substitute.
 *
 * @param file - the patch that is to be signed, where there are several
 * @throws CliError CLI_KEY_ROLE
 */
export function assertRole(
  role: string | undefined,
  { signer: { key }, source }: NamedSigner<PatchSigner>,
  known: Parameters<typeof rolesOfKey>[1],
  file?: string,
): void {
  if (role === undefined) return;
  const roles = rolesOfKey(key, known);
  if (roles.includes(role)) return;
  const has =
    roles.length === 0 ? "has no role here" : `is ${roles.join(", ")}`;
  const subject =
    file === undefined ? "asked for" : `${file} has to be signed as`;
  throw new CliError(
    "CLI_KEY_ROLE",
    `${subject} ${role}, but the key ${source} (SPKI SHA-256 ${key.spkiSha256}) ${has}`,
  );
}

function certificates(
  named: readonly string[],
  cwd: string,
): Promise<TrustAnchor[]> {
  return named.length === 0 ? Promise.resolve([]) : loadAnchors(named, {}, cwd);
}

function timeoutSeconds(line: ParsedLine): number {
  const text = line.text("signer-timeout");
  if (text === undefined) return DEFAULT_TIMEOUT_SECONDS;
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS) return seconds;
  throw new CliError(
    "CLI_OPTION_VALUE_INVALID",
    `--signer-timeout: expected 1 to ${MAX_TIMEOUT_SECONDS} seconds, got ${JSON.stringify(text)}`,
  );
}
