import { commandWords } from "@stx-patch/node-io";

import { SigningError } from "../error.js";

import { parsePkcs11Uri, type Pkcs11Uri } from "./pkcs11-uri.js";
import { parseSshUri, type SshUri } from "./ssh-uri.js";

/** A key that is not in this process, and how to reach it. */
export type SignerUri =
  | {
      readonly kind: "cmd";
      readonly program: string;
      readonly args: readonly string[];
      /** The URI, for messages. */
      readonly shown: string;
    }
  | ({ readonly kind: "pkcs11" } & Pkcs11Uri)
  | ({ readonly kind: "ssh" } & SshUri);

/** Longer than any that makes sense; keeps what is matched below cheap. */
const MAX_URI_LENGTH = 4096;

/**
 * Reads the value of an option that names a key: `cmd:PROGRAM [ARGUMENTS]`, `pkcs11:...` (RFC 7512) or `ssh:[user@]host[:port]`.
 *
 * @returns undefined for what is no such URI and so the path of a file (`./cmd:x` is one, too)
 * @throws SigningError SIGNER_URI_INVALID
 */
export function parseSignerUri(text: string): SignerUri | undefined {
  const scheme = /^(cmd|pkcs11|ssh):/.exec(text)?.[1];
  if (scheme === undefined) return undefined;
  if (text.length > MAX_URI_LENGTH || text.includes("\0"))
    throw new SigningError(
      "SIGNER_URI_INVALID",
      `${scheme}: longer than ${MAX_URI_LENGTH} characters, or with a NUL inside`,
    );
  switch (scheme) {
    case "pkcs11":
      return { kind: "pkcs11", ...parsePkcs11Uri(text) };
    case "ssh":
      return { kind: "ssh", ...parseSshUri(text) };
    default:
      return commandUri(text);
  }
}

function commandUri(text: string): SignerUri {
  const words = commandWords(text.slice("cmd:".length));
  if (words === undefined)
    throw new SigningError(
      "SIGNER_URI_INVALID",
      "cmd: a quote is not closed, or a backslash stands at the end",
    );
  const [program, ...args] = words;
  if (program === undefined || program === "")
    throw new SigningError("SIGNER_URI_INVALID", "cmd: no program is named");
  return { kind: "cmd", program, args, shown: `cmd:${program}` };
}
