import { SigningError } from "./error.js";

/** One PEM block that holds a private key. */
export interface PrivateKeyBlock {
  /** The block alone, lines trimmed, as OpenSSL wants it. */
  readonly pem: string;
  readonly encrypted: boolean;
}

/** Far more than an encrypted RSA-16384 key with its certificate; keeps a mistaken file name cheap. */
const MAX_PEM_BYTES = 64 * 1024;

const READABLE_LABELS: readonly string[] = [
  "RSA PRIVATE KEY",
  "EC PRIVATE KEY",
  "PRIVATE KEY",
  "ENCRYPTED PRIVATE KEY",
  // Recognised, so that the refusal can name the type of the key.
  "DSA PRIVATE KEY",
];

interface PemBlock {
  readonly label: string;
  readonly lines: readonly string[];
}

/**
 * Finds the one private key in a PEM text; certificates and parameters beside it are ignored.
 *
 * @throws SigningError KEY_NOT_PEM, KEY_NOT_PRIVATE, KEY_AMBIGUOUS, KEY_FORMAT_UNSUPPORTED
 */
export function findPrivateKeyBlock(
  content: Uint8Array | string,
  source: string,
): PrivateKeyBlock {
  const blocks = pemBlocks(content, source);
  const keys = blocks.filter((block) => block.label.endsWith("PRIVATE KEY"));
  const [key] = keys;
  if (key === undefined) {
    const labels = blocks.map((block) => block.label).join(", ");
    throw refusal("KEY_NOT_PRIVATE", `expected a private key, got ${labels}`);
  }
  if (keys.length > 1) {
    throw refusal(
      "KEY_AMBIGUOUS",
      `expected one private key, got ${keys.length}`,
    );
  }
  if (!READABLE_LABELS.includes(key.label)) {
    throw refusal("KEY_FORMAT_UNSUPPORTED", `cannot read ${key.label}`);
  }
  return {
    pem: [...key.lines, ""].join("\n"),
    encrypted:
      key.label === "ENCRYPTED PRIVATE KEY" ||
      key.lines.some((line) => /^Proc-Type:.*ENCRYPTED/.test(line)),
  };

  function refusal(
    code: ConstructorParameters<typeof SigningError>[0],
    problem: string,
  ): SigningError {
    return new SigningError(code, `${source}: ${problem}`, {
      location: { file: source },
    });
  }
}

function pemBlocks(content: Uint8Array | string, source: string): PemBlock[] {
  const notPem = (problem: string): SigningError =>
    new SigningError("KEY_NOT_PEM", `${source}: ${problem}`, {
      location: { file: source },
    });
  if (content.length > MAX_PEM_BYTES) {
    throw notPem(
      `a key file has at most ${MAX_PEM_BYTES} bytes, got ${content.length}`,
    );
  }
  const text =
    typeof content === "string" ? content : new TextDecoder().decode(content);
  const blocks: PemBlock[] = [];
  let open: { label: string; lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/).map((raw) => raw.trim())) {
    const begin = /^-----BEGIN ([A-Z0-9 ]+)-----$/.exec(line)?.[1];
    if (begin !== undefined) open = { label: begin, lines: [] };
    if (open === undefined) continue;
    open.lines.push(line);
    if (line === `-----END ${open.label}-----`) {
      blocks.push(open);
      open = undefined;
    }
  }
  if (open !== undefined) {
    throw notPem(`the block ${open.label} has no end line`);
  }
  if (blocks.length === 0) throw notPem("no PEM block found");
  return blocks;
}
