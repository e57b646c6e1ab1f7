import { SigningError } from "../error.js";

/** What a PKCS#11 URI (RFC 7512) says about a key; the PIN itself is kept apart, so that it gets into no message. */
export interface Pkcs11Uri {
  /** Label of the token. */
  readonly token: string | undefined;
  readonly slotId: string | undefined;
  /** Label of the key. */
  readonly object: string | undefined;
  /** CKA_ID in lower-case hex. */
  readonly id: string | undefined;
  /** Path of the module's shared library. */
  readonly modulePath: string | undefined;
  /** File that holds the PIN. */
  readonly pinSource: string | undefined;
  readonly pinValue: string | undefined;
  /** The URI without its PIN, for messages. */
  readonly shown: string;
}

const PATH_ATTRIBUTES = ["token", "slot-id", "object", "id", "type"];
const QUERY_ATTRIBUTES = ["module-path", "pin-source", "pin-value"];

/**
 * Reads a PKCS#11 URI. Attributes that the tool behind it cannot look for (`serial`, `manufacturer` ...) are refused
 * rather than passed over: they were meant to narrow the choice of the key.
 *
 * @param uri - with its scheme
 * @throws SigningError SIGNER_URI_INVALID
 */
export function parsePkcs11Uri(uri: string): Pkcs11Uri {
  const [path = "", query = "", ...more] = uri
    .slice("pkcs11:".length)
    .split("?");
  if (more.length > 0) throw invalid("there is more than one '?'");
  const inPath = attributes(path.split(";"), PATH_ATTRIBUTES);
  const inQuery = attributes(query.split("&"), QUERY_ATTRIBUTES);
  const text = (name: string): string | undefined =>
    (inPath.get(name) ?? inQuery.get(name))?.toString("utf8");

  const type = text("type") ?? "private";
  if (type !== "private")
    throw invalid(`type=${type}: only a private key can sign`);
  const token = text("token");
  const slotId = text("slot-id");
  if (token === undefined && slotId === undefined)
    throw invalid("neither token nor slot-id says which token has the key");
  // The tool would take one of the two and pass over the other.
  if (token !== undefined && slotId !== undefined)
    throw invalid("token and slot-id are both given");
  const object = text("object");
  const id = inPath.get("id")?.toString("hex");
  if (object === undefined && id === undefined)
    throw invalid("neither object nor id says which key signs");
  if (slotId !== undefined && !/^\d{1,20}$/.test(slotId))
    throw invalid("slot-id is no number");
  if (inQuery.has("pin-source") && inQuery.has("pin-value"))
    throw invalid("pin-source and pin-value are both given");
  return {
    ...{ token, slotId, object, id },
    modulePath: text("module-path"),
    pinSource: pinFile(text("pin-source")),
    pinValue: text("pin-value"),
    shown: uri.replace(/([?&]pin-value=)[^&]*/g, "$1…"),
  };
}

function attributes(
  items: readonly string[],
  known: readonly string[],
): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const item of items.filter((text) => text !== "")) {
    const at = item.indexOf("=");
    const name = at < 0 ? item : item.slice(0, at);
    if (!known.includes(name))
      throw invalid(
        `the attribute ${JSON.stringify(name)} is none of ${known.join(", ")}`,
      );
    if (at < 0) throw invalid(`${name} has no value`);
    if (found.has(name)) throw invalid(`${name} is given twice`);
    found.set(name, percentDecoded(name, item.slice(at + 1)));
  }
  return found;
}

function percentDecoded(name: string, value: string): Buffer {
  if (/%(?![0-9a-f]{2})/i.test(value))
    throw invalid(`${name} has a '%' without two hex digits`);
  const bytes = Buffer.from(
    value.replaceAll(
      /%([0-9a-f]{2})|([^%]+)/gi,
      (_, hex?: string, plain?: string) =>
        hex ?? Buffer.from(plain ?? "").toString("hex"),
    ),
    "hex",
  );
  if (bytes.length === 0 || bytes.includes(0))
    throw invalid(`${name} is empty or has a NUL`);
  return bytes;
}

/** A program as a source of the PIN (`|program`) is not run: `cmd:` is the way to run one's own. */
function pinFile(source: string | undefined): string | undefined {
  if (source === undefined) return undefined;
  const path = source.replace(/^file:(?:\/\/(?=\/))?/, "");
  if (path === "" || path.startsWith("|"))
    throw invalid("pin-source is not a file");
  return path;
}

function invalid(problem: string): SigningError {
  return new SigningError("SIGNER_URI_INVALID", `pkcs11: ${problem}`);
}
