import { resolve } from "node:path";
import {
  publicDevelopmentKey,
  rolesOfKey,
  type Certificate,
  type TrustAnchor,
} from "@stx-patch/trust";
import { isCodedError, type KeyInfo } from "@stx-patch/core";
import type { ParsedLine } from "../../command-line/parse.js";
import { SIGNING_KEYS } from "../../world/checkout.js";
import { statIfThere } from "../../world/files.js";
import type { Io } from "../../world/io.js";
import { signerUri } from "../../world/signers.js";
import { findImaSigner, findPatchSigner } from "../patch-signer.js";
import { assertRole, signerAnchors, signerQuery } from "../signer-arguments.js";
import type { Check } from "./check.js";
import { day, validityChecks } from "./validity.js";

const OTHERS_MAY_READ = 0o077;

/**
 * Who would sign a patch: the key is there and has the role that is asked for, or its signer answers. Nothing is signed.
 *
 * @throws as findPatchSigner and assertRole; SigningError SIGNER_* of a signer that does not answer
 */
export async function checkPatchKey(
  line: ParsedLine,
  { strict }: { readonly strict: boolean },
  io: Io,
): Promise<Check[]> {
  const subject = "patch key";
  const named = await findPatchSigner(line, io);
  const { key } = named.signer;
  const anchors = await readableAnchors(line, io);
  await named.server?.server.reach();
  if (anchors !== undefined) assertRole(line.text("role"), named, { anchors });
  const roles = rolesOfKey(key, { anchors: anchors ?? [] });
  const certificates = (anchors ?? [])
    .filter((anchor) => anchor.key.spkiSha256 === key.spkiSha256)
    .flatMap(({ certificate }) => certificate ?? []);
  const until = certificates.map(({ notAfter }) => `, until ${day(notAfter)}`);
  const role = roles.length === 0 ? "unknown role" : roles.join(", ");
  return [
    {
      state: "ok",
      subject,
      text: `${role}, ${keyText(key)}${until[0] ?? ""}, ${named.source}${ownerText(key, named.source)}`,
    },
    ...validityOf(certificates, subject, strict, io),
    ...(await readersOf("patch", subject, named.source, line, io)),
  ];
}

/** What is wrong with trust anchors is told where they are looked at. */
async function readableAnchors(
  line: ParsedLine,
  io: Io,
): Promise<TrustAnchor[] | undefined> {
  try {
    return await signerAnchors(line, io);
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}

/** Who would sign the files in the RPMs. @throws as {@link checkPatchKey} */
export async function checkImaKey(
  line: ParsedLine,
  { strict }: { readonly strict: boolean },
  io: Io,
): Promise<Check[]> {
  const subject = "IMA key";
  if (line.flag("no-ima"))
    return [
      { state: "ok", subject, text: "none: files are not signed (no-ima)" },
    ];
  const { signer, source } = await findImaSigner(line, io);
  const { certificates: named } = await signerQuery("ima", line, io);
  const certificates = named.flatMap(({ certificate }) => certificate ?? []);
  return [
    {
      state: "ok",
      subject,
      text: `${keyText(signer.key)}, ${source}${ownerText(signer.key, source)}`,
    },
    ...validityOf(certificates, subject, strict, io),
    ...(await readersOf("ima", subject, source, line, io)),
  ];
}

function validityOf(
  certificates: readonly Certificate[],
  subject: string,
  strict: boolean,
  io: Io,
): Check[] {
  return certificates.flatMap((certificate) =>
    validityChecks(certificate, {
      ...{ subject, strict },
      name: `the certificate of ${certificate.subject}`,
      now: io.now(),
      code: "CLI_KEY_EXPIRED",
    }),
  );
}

function keyText({ algorithm, bits }: KeyInfo): string {
  return `${algorithm.toUpperCase()} ${bits}`;
}

function ownerText({ spkiSha256 }: KeyInfo, source: string): string {
  const isPublic =
    publicDevelopmentKey(spkiSha256) !== undefined || isOfCheckout(source);
  return isPublic ? " (public: for development only)" : "";
}

function isOfCheckout(source: string): boolean {
  return SIGNING_KEYS !== undefined && source.startsWith(SIGNING_KEYS);
}

/** A private key in a file is for its owner's eyes; of those of the checkout, which are public anyway, nothing is asked. */
async function readersOf(
  purpose: "patch" | "ima",
  subject: string,
  source: string,
  line: ParsedLine,
  io: Io,
): Promise<Check[]> {
  const uri = signerUri(purpose, await signerQuery(purpose, line, io));
  if (uri !== undefined || isOfCheckout(source)) return [];
  const status = await statIfThere(resolve(io.cwd, source));
  if (status?.isFile() !== true || (status.mode & OTHERS_MAY_READ) === 0)
    return [];
  return [
    {
      state: "warn",
      subject,
      text: `${source}: others than its owner may read or write it`,
      remedy: `Keep it to yourself: chmod 600 ${source}`,
    },
  ];
}
