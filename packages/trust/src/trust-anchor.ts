import type { KeyInfo } from "@stx-patch/core";
import type { Certificate } from "./certificate.js";
import { parseCertificate } from "./certificate.js";
import { DER, DerReader } from "./der.js";
import { TrustError } from "./error.js";
import type { PemBlock } from "./pem.js";
import { findPemBlocks } from "./pem.js";
import { keyInfoOf } from "./public-key.js";

/** What a key is for: `dev` and `formal` sign patches, `ima` signs files in RPMs; other names are allowed. */
export type Role = "dev" | "formal" | "ima" | (string & Record<never, never>);

/** A key that somebody decided to accept. */
export interface TrustAnchor {
  readonly role: Role;
  /** Where it came from, e.g. a file name. */
  readonly source: string;
  /** Undefined for a bare public key. */
  readonly certificate: Certificate | undefined;
  readonly key: KeyInfo;
}

/** Role of an anchor of which nobody said what it is for. */
export const UNSPECIFIED_ROLE = "unspecified";

/** Hundreds of certificates; a system's whole trust store has a quarter of it. */
const MAX_TRUST_FILE_BYTES = 1024 * 1024;

/**
 * Reads trust anchors: certificates and bare public keys, as PEM blocks anywhere in a text, or one of them as DER.
 *
 * @param options.role - what the keys are for; without it, the name of the Python variable says it (`formal_certificate`), and else
 *   the role is {@link UNSPECIFIED_ROLE}
 * @param options.source - named in errors
 * @throws TrustError TRUST_TOO_LARGE, TRUST_NO_CERTIFICATE, TRUST_PEM, TRUST_PRIVATE_KEY, TRUST_MALFORMED, TRUST_KEY_TYPE
 */
export function anchorsFrom(
  bytes: Uint8Array,
  options: { role?: Role | undefined; source: string },
): TrustAnchor[] {
  const { source } = options;
  return located(source, () =>
    findBlocks(bytes).map((block) => {
      const role = options.role ?? roleOf(block) ?? UNSPECIFIED_ROLE;
      if (block.label === "PUBLIC KEY")
        return {
          role,
          source,
          certificate: undefined,
          key: keyInfoOf(block.bytes),
        };
      const certificate = parseCertificate(block.bytes);
      return { role, source, certificate, key: certificate.key };
    }),
  );
}

/**
 * Reads certificates: PEM blocks anywhere in a text, or one as DER. Bare public keys are passed over.
 *
 * @param source - named in errors
 * @throws TrustError as {@link anchorsFrom}
 */
export function parseCertificates(
  bytes: Uint8Array,
  source: string,
): Certificate[] {
  const certificates = anchorsFrom(bytes, { source }).flatMap(
    ({ certificate }) => certificate ?? [],
  );
  if (certificates.length === 0)
    throw new TrustError("TRUST_NO_CERTIFICATE", "no certificate", {
      location: { file: source },
    });
  return certificates;
}

/** Role that a file's name says: files called `<role>-certificate.pem` (or .crt, .der) tell it. */
export function roleOfFileName(name: string): Role | undefined {
  return /^(.+)-certificate\.(?:pem|crt|der)$/.exec(name)?.[1];
}

function roleOf({ variable }: PemBlock): Role | undefined {
  return /^(.+)_(?:certificate|cert)$/.exec(variable ?? "")?.[1];
}

function findBlocks(bytes: Uint8Array): PemBlock[] {
  if (bytes.length > MAX_TRUST_FILE_BYTES)
    throw new TrustError(
      "TRUST_TOO_LARGE",
      `${bytes.length} bytes, at most ${MAX_TRUST_FILE_BYTES} are allowed`,
    );
  const text = new TextDecoder("latin1").decode(bytes);
  if (!text.includes("-----BEGIN ") && bytes[0] === DER.sequence)
    return [{ label: labelOf(bytes), bytes, variable: undefined }];

  const blocks = findPemBlocks(text);
  if (blocks.some(({ label }) => label.endsWith("PRIVATE KEY")))
    throw new TrustError("TRUST_PRIVATE_KEY", "there is a private key");
  const usable = blocks.filter(
    ({ label }) => label === "CERTIFICATE" || label === "PUBLIC KEY",
  );
  if (usable.length === 0)
    throw new TrustError(
      "TRUST_NO_CERTIFICATE",
      blocks.length === 0
        ? "no PEM block and not DER"
        : `no certificate or public key, but ${[...new Set(blocks.map(({ label }) => label))].slice(0, 5).join(", ")}`,
    );
  return usable;
}

/** A public key starts with an algorithm, a certificate with a body whose first value is something else. */
function labelOf(der: Uint8Array): "PUBLIC KEY" | "CERTIFICATE" {
  const first = new DerReader(der)
    .enter(DER.sequence, "the file")
    .enter(DER.sequence, "the file");
  return first.nextTag === DER.oid ? "PUBLIC KEY" : "CERTIFICATE";
}

/** Says in which file an error is. */
function located<T>(source: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    throw new TrustError(error.code, error.message, {
      location: { file: source },
      cause: error,
    });
  }
}
